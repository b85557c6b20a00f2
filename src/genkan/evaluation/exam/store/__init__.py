"""SQL of sealed tests."""
