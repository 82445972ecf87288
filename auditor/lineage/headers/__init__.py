"""Evidence in fields: model cards, configurations, headers of model files and of code."""
