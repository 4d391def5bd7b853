"""What a person can do here, with no screen in it."""
