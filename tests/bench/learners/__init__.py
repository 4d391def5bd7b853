"""The study of schedulers with simulated learners, under several truths of memory."""
