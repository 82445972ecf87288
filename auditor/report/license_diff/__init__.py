"""The report of two licenses side by side: a module per format."""
