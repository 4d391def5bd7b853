"""The words of the lab's prompt beside `aws`, one file a concern; `prompt.py` has their table."""
