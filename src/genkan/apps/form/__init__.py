"""The fields of an app, and what people put into them."""
