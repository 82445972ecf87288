"""Renders results: one module per format, each depending only on the model."""
