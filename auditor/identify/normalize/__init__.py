"""Text as words: folding, language, digests."""
