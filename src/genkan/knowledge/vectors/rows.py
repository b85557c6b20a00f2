"""Rows of vectors as they lie in a file: numbers of one byte with a scale, and what the article was.

A unit vector in whole numbers from -127 to 127, scaled by its largest: an eighth of the size of the numbers that a model
gives, and products that differ from theirs in the third place.
"""

import hashlib
from collections.abc import Sequence
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt

Rows = npt.NDArray[Any]
Numbers = npt.NDArray[np.float32]
KEY_BYTES = 16
_LARGEST = 127.0
_ALWAYS, _FOREVER = 0, date.max.toordinal() + 1


def row_type(dimensions: int) -> np.dtype[Any]:
    """A row: the key of the text, its first day and the day after its last, the scale and the vector."""
    return np.dtype(
        [
            ("key", f"V{KEY_BYTES}"),
            ("valid_from", "<i4"),
            ("valid_until", "<i4"),
            ("scale", "<f4"),
            ("spare", "<i4"),
            ("vector", "i1", (dimensions,)),
        ]
    )


def key_of(text: str) -> bytes:
    """What tells a text that was embedded from another."""
    return hashlib.sha256(text.encode()).digest()[:KEY_BYTES]


def day_from(day: date | None) -> int:
    """The number of a first day; before all days where it is not known."""
    return _ALWAYS if day is None else day.toordinal()


def day_until(day: date | None) -> int:
    """The number of the day after the last one; after all days where there is none."""
    return _FOREVER if day is None else day.toordinal()


def unit(vectors: Sequence[Sequence[float]]) -> Numbers:
    """The vectors at length one, so that a product is a cosine; one without any direction is nothing."""
    with np.errstate(over="ignore"):
        numbers = np.asarray(vectors, dtype=np.float32)
        lengths = np.linalg.norm(numbers, axis=1, keepdims=True)
    numbers = np.where(np.isfinite(lengths), numbers, np.float32(0)).astype(np.float32)
    return numbers / np.where(np.isfinite(lengths) & (lengths > 0), lengths, 1).astype(np.float32)


def quantised(vectors: Numbers) -> tuple[npt.NDArray[np.int8], Numbers]:
    """Whole numbers and the scale of each vector, which is 0 for one that says nothing."""
    scales = (np.abs(vectors).max(axis=1, initial=0) / _LARGEST).astype(np.float32)
    return np.rint(vectors / np.where(scales > 0, scales, 1)[:, None]).astype(np.int8), scales


def restored(rows: Rows) -> Numbers:
    """The vectors of rows as numbers again."""
    return rows["vector"].astype(np.float32) * rows["scale"][:, None]


def nothing() -> Numbers:
    """The vector of a text that was given to no model: it has no length."""
    return np.zeros(0, np.float32)
