"""SQL of applications."""
