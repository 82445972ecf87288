"""The report of a history: a module per format."""
