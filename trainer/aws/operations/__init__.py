"""One file a service: what each operation does to the world."""
