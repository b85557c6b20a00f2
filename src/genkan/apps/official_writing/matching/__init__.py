"""Matchers of single words and phrases: by spelling, by dictionary form, word by word."""
