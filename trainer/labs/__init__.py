"""Hands-on labs: a lab file becomes a world with goals."""
