"""A figure's spec laid out as boxes, PNG and words."""
