"""The command line: commands for learners and authors; bare trainer opens the TUI."""
