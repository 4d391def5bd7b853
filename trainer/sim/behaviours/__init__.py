"""One file, one concern of ECS; `order.py` lists them."""
