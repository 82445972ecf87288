"""Local stores of models: the Hub's cache, and what downloads leave behind."""
