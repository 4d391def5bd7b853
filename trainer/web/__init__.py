"""The screens in a browser: a guarded server, and one process of the program for each learner."""
