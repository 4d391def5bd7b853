"""How good the bundled course's items are, not whether the code is right."""
