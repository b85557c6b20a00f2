"""How a word of a list is searched for."""

import re

from genkan.inquiry.sorting.folding import folded


def pattern_for(word: str) -> str:
    """A regular expression over folded text that finds the word: a Latin one not within another."""
    written = re.escape(folded(word))
    return rf"(?<![a-z]){written}(?![a-z])" if word.isascii() else written
