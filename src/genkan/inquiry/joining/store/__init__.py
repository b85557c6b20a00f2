"""SQL of this part of the desk."""
