"""The list of licenses: a module per format."""
