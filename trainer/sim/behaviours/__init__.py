"""One file, one concern of ECS."""
