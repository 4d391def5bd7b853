"""A line of the `aws` command -> the API call it asks for."""
