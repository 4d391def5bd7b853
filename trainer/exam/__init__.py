"""Blueprint, form, attempt, score."""
