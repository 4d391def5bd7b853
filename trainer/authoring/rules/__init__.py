"""What a good course keeps to."""
