"""The report of several audits: a line per model, worst first."""
