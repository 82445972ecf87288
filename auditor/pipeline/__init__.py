"""auditor's operations, a module each: audit or trace one model, judge a history, survey models, identify a text."""
