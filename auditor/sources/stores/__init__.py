"""Local stores of models: the Hub's cache, Ollama's store, and records of downloads."""
