"""Lays out a document as HTML, Markdown or PDF: all the same blocks, without added words except controls."""
