"""The pairs of characters of a text as numbers, by which cases are found: whatever holds a word holds all its pairs."""

from collections.abc import Iterable
from zlib import crc32

_SIGNED = 2**31


def pairs_of(text: str, *, organisation_id: str) -> frozenset[int]:
    """Each two neighbouring characters as a signed number of 32 bits; those of another organisation are others.

    Space ends a word. Two pairs may share a number, so that what is found has to be looked at.
    """
    start = crc32(organisation_id.encode())
    return frozenset(
        crc32(word[place : place + 2].encode(), start) - _SIGNED
        for word in text.lower().split()
        for place in range(len(word) - 1)
    )


def as_words(pairs: Iterable[int]) -> str:
    """The numbers as words that a full-text index takes as they are."""
    return " ".join(f"{pair & 0xFFFFFFFF:x}" for pair in sorted(pairs))
