"""By what the votes of a trial are divided into groups."""

DIMENSIONS = ("organisation", "task", "information_class")
