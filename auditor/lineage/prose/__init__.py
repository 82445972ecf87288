"""Evidence in prose: what sentences of a card or a NOTICE say about where a model came from."""
