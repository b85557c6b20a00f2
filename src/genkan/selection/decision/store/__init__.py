"""SQL of decisions."""
