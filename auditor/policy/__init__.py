"""What a team decides: never a fact, and never a verdict."""
