"""The report of identified files: a module per format."""
