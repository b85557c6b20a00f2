"""SQL of the marking desk."""
