"""A document laid out: HTML, Markdown, PDF. Each lays out the same blocks, and adds no words but its own controls."""
