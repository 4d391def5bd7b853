"""Notes of others, read into values."""
