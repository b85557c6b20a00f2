"""SQL of the item bank."""
