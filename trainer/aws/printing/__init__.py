"""A reply as the CLI prints it; one file a form."""
