"""The report of one audit: a module per format."""
