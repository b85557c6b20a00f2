"""A question in the words of the law, as a model puts it."""
