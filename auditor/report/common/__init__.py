"""Shared by all formats: words, cleaning, the page."""
