"""The report of one license: a module per format."""
