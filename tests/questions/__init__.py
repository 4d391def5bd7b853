"""Items: how they are made, proven, graded and explained."""
