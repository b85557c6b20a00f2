"""Published numbers as text with six significant digits, and whether two such texts say the same."""

import json
import math
from collections.abc import Iterator
from typing import Any, cast

import msgspec

from genkan.trial.numbers import Numbers
from genkan.trial.pack.contents import ANALYSIS

SIGNIFICANT = 6
# Shares, log odds, yen and seconds that differ by less say the same; where 0 is meant, rounding leaves this much or less.
NEGLIGIBLE = 1e-8
# Stands where there is no finite estimate, such as for the strength of an arm that won everything.
BOUNDLESS = 1e9
_ABSENT = object()


def canonical_numbers(numbers: Numbers) -> bytes:
    """The numbers as they are published: indented JSON with sorted keys and an end of line."""
    return canonical_json(numbers)


def canonical_json(value: msgspec.Struct) -> bytes:
    """Anything else that is published, written alike."""
    return _written(_rounded(msgspec.to_builtins(value)))


def read_numbers(content: bytes | str) -> Numbers:
    """The numbers again. Raises ``msgspec.DecodeError``."""
    return msgspec.json.decode(content, type=Numbers)


def differences(published: bytes, again: bytes, *, file: str = ANALYSIS) -> tuple[str, ...]:
    """The places of all numbers that differ: 「analysis.preference.arms[0].score.low: 1012.5 ≠ 1012.7」.

    The last bits of arithmetic differ between machines, and a number beside the edge of rounding is rounded there the other
    way: decimals one unit of their last published digit apart are equal, and so are those less than ``NEGLIGIBLE`` apart.
    Whole numbers, texts, what is there and the form of the file must be the same.
    """
    try:
        before = json.loads(published)
    except ValueError:
        return (file,)
    found = tuple(_differing(before, json.loads(again), ""))
    return found if found or _written(before) == published else (file,)


def _written(plain: Any) -> bytes:
    return (json.dumps(plain, ensure_ascii=False, sort_keys=True, indent=1, allow_nan=False) + "\n").encode()


def _rounded(value: Any) -> Any:
    if isinstance(value, float):
        return _number(value)
    if isinstance(value, dict):
        return {str(key): _rounded(each) for key, each in cast("dict[Any, Any]", value).items()}
    if isinstance(value, list | tuple):
        return [_rounded(each) for each in cast("list[Any]", value)]
    return value


def _number(value: float) -> float:
    if math.isnan(value):
        raise ValueError("no number")
    if math.isinf(value):
        return math.copysign(BOUNDLESS, value)
    return float(f"{value:.{SIGNIFICANT}g}") + 0.0


def _differing(before: Any, now: Any, place: str) -> Iterator[str]:
    if isinstance(before, dict) and isinstance(now, dict):
        known, found = cast("dict[str, object]", before), cast("dict[str, object]", now)
        for key in sorted({*known, *found}):
            one, other = known.get(key, _ABSENT), found.get(key, _ABSENT)
            yield from _differing(one, other, f"{place}.{key}".lstrip("."))
    elif isinstance(before, list) and isinstance(now, list):
        yield from _rows_differing(cast("list[object]", before), cast("list[object]", now), place)
    elif not _is_same(before, now):
        yield f"{place}: {_told(before)} ≠ {_told(now)}"


def _is_same(before: Any, now: Any) -> bool:
    if type(before) is not type(now):
        return False
    if not isinstance(before, float) or before == now:
        return bool(before == now)
    apart, smaller = abs(before - now), min(abs(before), abs(now))
    if apart < NEGLIGIBLE or not smaller or not math.isfinite(apart):
        return apart < NEGLIGIBLE
    return apart < 1.5 * 10.0 ** (math.floor(math.log10(smaller)) + 1 - SIGNIFICANT)


def _rows_differing(before: list[object], now: list[object], place: str) -> Iterator[str]:
    for at in range(max(len(before), len(now))):
        one, other = (each[at] if at < len(each) else _ABSENT for each in (before, now))
        yield from _differing(one, other, f"{place}[{at}]")


def _told(value: Any) -> str:
    return "–" if value is _ABSENT else json.dumps(value, ensure_ascii=False)[:60]
