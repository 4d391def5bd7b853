"""What an author is told about a course."""
