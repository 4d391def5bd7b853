"""Concepts and facts, and what one may conclude from them."""
