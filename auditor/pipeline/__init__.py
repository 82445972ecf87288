"""What auditor does, a module each: one model audited or traced, a repository's history, many models, a single text."""
