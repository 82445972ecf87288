"""Markdown as a reader sees it: blocks of plain text with their headings, labels, links and lines."""

from auditor.documents.markdown.blocks import Block, BlockKind, Page
from auditor.documents.markdown.page import read

__all__ = ["Block", "BlockKind", "Page", "read"]
