"""What follows from facts, on the bread course."""
