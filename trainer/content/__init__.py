"""Course files read into values, each with its file and line."""
