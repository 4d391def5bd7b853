"""Obsidian's syntax on top of Markdown, one rule a file."""
