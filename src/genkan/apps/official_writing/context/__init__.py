"""Matchers that read a whole sentence or the whole text, named by rules as their ``context``."""
