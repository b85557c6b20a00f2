"""Marks of a letter: digests that letters share which come from one person or say almost the same.

Of the text, its runs of characters are hashed once; the least hash of each of fifteen classes is kept (min-wise hashing
with one permutation, P. Li, A. Owen and C.-H. Zhang, 2012), and three of them make a mark. Texts that share nine runs of
ten share a mark with a probability of .999, such as share one of two with .5; the likeness itself is then counted.
"""

import hashlib
import re
import unicodedata
import zlib
from collections.abc import Iterator

Runs = frozenset[int]
"""Every five characters that stand together in a text, each as a number."""

_RUN = 5
_CLASSES = 15
_IN_A_MARK = 3
# Thanks and other short letters are alike without being the same.
_SHORTEST = 30
_COMPARED = 2_000
_OTHER_SIGNS = re.compile(r"[\W_]+")
_MAIL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,}")
_TELEPHONE = re.compile(r"(?<!\d)(?:\+81[-\s]?|0)\d{1,4}[-\s()]{0,2}\d{1,4}[-\s()]{0,2}\d{3,4}(?!\d)")
_TELEPHONE_DIGITS = (10, 11)
_PERSON = "p"


def runs_of(text: str) -> Runs:
    """The runs of the first 2,000 characters that are letters or digits."""
    folded = unicodedata.normalize("NFKC", text[: 2 * _COMPARED]).lower()
    plain = _OTHER_SIGNS.sub("", folded)[:_COMPARED].encode("utf-32-le")
    width, length = 4, 4 * _RUN
    return frozenset(
        zlib.crc32(plain[start : start + length]) for start in range(0, len(plain) - length + 1, width)
    )


def marks_of_runs(runs: Runs) -> tuple[str, ...]:
    """The marks by which letters that say almost the same are found; none for a short text."""
    if len(runs) < _SHORTEST:
        return ()
    least: dict[int, int] = {}
    for value in runs:
        kind = value % _CLASSES
        if value < least.get(kind, 1 << 32):
            least[kind] = value
    values = [least.get(kind, 0) for kind in range(_CLASSES)]
    bands = (values[start : start + _IN_A_MARK] for start in range(0, _CLASSES, _IN_A_MARK))
    return tuple(_mark("w", f"{number}:{band}") for number, band in enumerate(bands))


def marks_of_person(*contacts: str) -> tuple[str, ...]:
    """The marks of the addresses of e-mail and the telephone numbers that stand in the words."""
    found = {mark for contact in contacts for mark in _contacts(unicodedata.normalize("NFKC", contact))}
    return tuple(sorted(found))


def is_of_person(mark: str) -> bool:
    """Whether the mark is of an address or a telephone number."""
    return mark.startswith(_PERSON)


def likeness(one: Runs, other: Runs) -> float:
    """The share of their runs that both texts have, 0 to 1."""
    return len(one & other) / (len(one | other) or 1)


def _contacts(words: str) -> Iterator[str]:
    for found in _MAIL.findall(words):
        yield _mark(_PERSON, found.lower())
    for found in _TELEPHONE.findall(words):
        digits = re.sub(r"\D", "", found)
        national = "0" + digits[2:] if found.startswith("+81") else digits
        if len(national) in _TELEPHONE_DIGITS:
            yield _mark(_PERSON, national)


def _mark(kind: str, value: str) -> str:
    return kind + hashlib.blake2b(value.encode(), digest_size=11).hexdigest()
