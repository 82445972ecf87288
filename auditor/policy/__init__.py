"""Decisions and intentions of users: never a fact, and never a verdict."""
