"""Text made comparable without moving a character, so that places found in it are places of the letter."""

import unicodedata
from functools import lru_cache


def folded(text: str) -> str:
    """The text in half-width Latin letters, lower case and full-width kana, as many characters as before."""
    return "".join(map(_folded, text))


@lru_cache(maxsize=16_384)
def _folded(character: str) -> str:
    compatible = unicodedata.normalize("NFKC", character).lower()
    return compatible if len(compatible) == 1 else character
