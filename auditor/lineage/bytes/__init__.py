"""Evidence in bytes: equal files, equal tensors, equal tokenizers."""
