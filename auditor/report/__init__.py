"""Audit -> text: one module per format, and each knows the model only."""
