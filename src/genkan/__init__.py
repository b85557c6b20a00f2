"""Genkan (玄関): an open environment in which government staff use generative AI through one controlled door."""

__version__ = "0.1.0"
