"""Items: generated, proven, graded."""
