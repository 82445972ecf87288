"""ScanCode, for texts that the index does not know."""
