"""A command put together without typing its options: a thing, what can be done with it, a form, the line."""
