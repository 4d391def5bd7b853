"""AWS's API over a simulated world."""
