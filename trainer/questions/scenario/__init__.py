"""Scenarios: requirements on a solution, all the designs that its parts allow, and the only best one."""
