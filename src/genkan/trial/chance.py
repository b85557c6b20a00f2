"""Chance that anyone can repeat: a number drawn from the seed of a protocol and what it is drawn for."""

from genkan.kit import canonical_json, digest

_DIGITS = 13
_ALL = 16**_DIGITS


def chance(seed: str, **about: str) -> float:
    """A number from 0 up to 1, evenly spread: the first 52 bits of SHA-256 over the seed and what it is about."""
    return int(digest(canonical_json({**about, "seed": seed}))[:_DIGITS], 16) / _ALL
