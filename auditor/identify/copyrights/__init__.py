"""Copyright lines as data."""
