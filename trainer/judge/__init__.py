"""The second solver; it shares nothing with the generator but the graph."""
