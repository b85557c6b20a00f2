"""Dated versions and the day on which a text is read."""
