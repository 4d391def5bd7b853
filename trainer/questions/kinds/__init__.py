"""The ways to ask."""
