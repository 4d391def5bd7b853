"""What the learner did, kept in SQLite."""
