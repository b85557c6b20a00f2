"""Text made comparable without moving a character, so that places found in it are places of the letter."""

import unicodedata


def folded(text: str) -> str:
    """The text in half-width Latin letters, lower case and full-width kana, as many characters as before."""
    return "".join(map(_folded, text))


def _folded(character: str) -> str:
    compatible = unicodedata.normalize("NFKC", character).lower()
    return compatible if len(compatible) == 1 else character
