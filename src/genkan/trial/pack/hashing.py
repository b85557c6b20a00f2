"""SHA-256 that goes on from a state in its midst (FIPS 180-4), so that the beginning of a text need not be told.

Whoever has the state after the first blocks and the rest of a text can compute the digest of the whole, and cannot tell
the beginning. A beginning is hashed with whole numbers, thousands of rests at once with columns of NumPy.
"""

import hashlib
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from math import isqrt
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

BLOCK = 64
_MASK = 0xFFFFFFFF
_ROUNDS = 64
_MOST_BLOCKS = 1 << 16
# Longer texts that go on from a state are no events, and would take minutes.
_MOST_BYTES = 1 << 18


class Continued(NamedTuple):
    """A text without its first ``told_from`` bytes, a whole number of blocks, and the state after these (hexadecimal).

    Without any such bytes the state is empty.
    """

    state: str
    told_from: int
    rest: bytes


@lru_cache(maxsize=1 << 16)
def state_after(beginning: bytes) -> str:
    """The state after whole blocks, as 64 hexadecimal digits. Raises ``ValueError`` for a broken block."""
    if len(beginning) % BLOCK:
        raise ValueError(len(beginning))
    state: tuple[Any, ...] = _start()
    for at in range(0, len(beginning), BLOCK):
        block = beginning[at : at + BLOCK]
        state = _compressed(
            state, [int.from_bytes(block[word : word + 4], "big") for word in range(0, BLOCK, 4)]
        )
    return "".join(f"{word:08x}" for word in state)


def digests_of(texts: Sequence[Continued]) -> list[str]:
    """The SHA-256 of each whole text, as 64 hexadecimal digits; empty where a state is none, or the text too long."""
    found = [_whole(text) for text in texts]
    continued = [
        at for at, text in enumerate(texts) if _is_state(text.state) and len(text.rest) <= _MOST_BYTES
    ]
    for together in _portions(continued, texts):
        for at, digest in zip(together, _columns([texts[at] for at in together]), strict=True):
            found[at] = digest
    return found


def _whole(text: Continued) -> str:
    """The digest of a text that is told from its beginning; empty for others."""
    return "" if text.state or text.told_from else hashlib.sha256(text.rest).hexdigest()


def _portions(places: Sequence[int], texts: Sequence[Continued]) -> Iterator[Sequence[int]]:
    """The longest first, and few of these at once, so that their columns take a few megabytes."""
    waiting = sorted(places, key=lambda at: -len(texts[at].rest))
    while waiting:
        count = max(1, _MOST_BLOCKS // (len(texts[waiting[0]].rest) // BLOCK + 2))
        yield waiting[:count]
        waiting = waiting[count:]


def _columns(texts: Sequence[Continued]) -> list[str]:
    """The digests of texts that go on from a state, all at once: a column is the same word of every text."""
    import numpy as np

    padded = [_padded(text) for text in texts]
    blocks = np.array([len(each) // BLOCK for each in padded])
    words = np.zeros((len(padded), int(blocks.max()) * 16), np.uint32)
    for row, each in enumerate(padded):
        words[row, : len(each) // 4] = np.frombuffer(each, ">u4")
    states = np.array([_state_of(text.state) for text in texts], np.uint32)
    for number in range(int(blocks.max())):
        going = np.flatnonzero(blocks > number)
        states[going] = _next(states[going], words[going, 16 * number : 16 * number + 16])
    return ["".join(f"{word:08x}" for word in state) for state in states.tolist()]


def _next(states: "NDArray[np.uint32]", words: "NDArray[np.uint32]") -> "NDArray[np.uint32]":
    import numpy as np

    columns = _compressed(tuple(states.T), list(words.T))
    return np.stack(columns, axis=1)


def _compressed(state: tuple[Any, ...], words: list[Any]) -> tuple[Any, ...]:
    """The compression of one block, of whole numbers or of columns of them."""
    schedule = list(words)
    for at in range(16, _ROUNDS):
        low, high = schedule[at - 15], schedule[at - 2]
        small = _turned(low, 7) ^ _turned(low, 18) ^ (low >> 3)
        large = _turned(high, 17) ^ _turned(high, 19) ^ (high >> 10)
        schedule.append((schedule[at - 16] + small + schedule[at - 7] + large) & _MASK)
    a, b, c, d, e, f, g, h = state
    for word, constant in zip(schedule, _constants(), strict=True):
        chosen, most = (e & f) ^ ((e ^ _MASK) & g), (a & b) ^ (a & c) ^ (b & c)
        one = (h + (_turned(e, 6) ^ _turned(e, 11) ^ _turned(e, 25)) + chosen + constant + word) & _MASK
        two = ((_turned(a, 2) ^ _turned(a, 13) ^ _turned(a, 22)) + most) & _MASK
        a, b, c, d, e, f, g, h = (one + two) & _MASK, a, b, c, (d + one) & _MASK, e, f, g
    return tuple((old + new) & _MASK for old, new in zip(state, (a, b, c, d, e, f, g, h), strict=True))


def _turned(word: Any, by: int) -> Any:
    return ((word >> by) | (word << (32 - by))) & _MASK


def _padded(text: Continued) -> bytes:
    bits = 8 * (text.told_from + len(text.rest))
    filling = -(len(text.rest) + 9) % BLOCK
    return text.rest + b"\x80" + b"\x00" * filling + bits.to_bytes(8, "big")


def _is_state(state: str) -> bool:
    return len(state) == BLOCK and not set(state) - set("0123456789abcdef")


def _state_of(state: str) -> tuple[int, ...]:
    return tuple(int(state[at : at + 8], 16) for at in range(0, BLOCK, 8))


@cache
def _start() -> tuple[int, ...]:
    """The first 32 bits of the fractions of the square roots of the first eight primes."""
    return tuple(isqrt(prime << 64) & _MASK for prime in _primes(8))


@cache
def _constants() -> tuple[int, ...]:
    """The first 32 bits of the fractions of the cube roots of the first 64 primes."""
    return tuple(_cube_root(prime << 96) & _MASK for prime in _primes(_ROUNDS))


def _cube_root(number: int) -> int:
    low, high = 0, 1 << (number.bit_length() // 3 + 1)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if middle**3 <= number else (low, middle - 1)
    return low


def _primes(count: int) -> list[int]:
    found: list[int] = []
    number = 2
    while len(found) < count:
        if all(number % prime for prime in found):
            found.append(number)
        number += 1
    return found
