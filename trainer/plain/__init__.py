"""The same activities line by line, for screen readers, pipes and tests."""
