"""FSRS memory states of facts, the review queue, replay of the log."""
