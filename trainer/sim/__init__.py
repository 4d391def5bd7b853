"""The ECS simulator: kernel, world, behaviours, reasons."""
