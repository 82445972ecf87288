"""Evidence in numbers: the shape of a configuration and the vocabulary of a tokenizer."""
