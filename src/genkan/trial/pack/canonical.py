"""Published numbers as text: six significant digits, the same bytes wherever they are computed."""

import json
import math
from collections.abc import Iterator
from typing import Any, cast

import msgspec

from genkan.trial.numbers import Numbers
from genkan.trial.pack.contents import ANALYSIS

SIGNIFICANT = 6
# Stands where there is no finite estimate, such as for the strength of an arm that won everything.
BOUNDLESS = 1e9


def canonical_numbers(numbers: Numbers) -> bytes:
    """The numbers as they are published: indented JSON with sorted keys and an end of line."""
    return canonical_json(numbers)


def canonical_json(value: msgspec.Struct) -> bytes:
    """Anything else that is published, written alike."""
    plain = _rounded(msgspec.to_builtins(value))
    return (json.dumps(plain, ensure_ascii=False, sort_keys=True, indent=1, allow_nan=False) + "\n").encode()


def read_numbers(content: bytes | str) -> Numbers:
    """The numbers again. Raises ``msgspec.DecodeError``."""
    return msgspec.json.decode(content, type=Numbers)


def differences(published: bytes, again: bytes, *, file: str = ANALYSIS) -> tuple[str, ...]:
    """The places of all numbers that differ: 「analysis.preference.arms[0].score.low: 1012.5 ≠ 1012.6」."""
    try:
        before = json.loads(published)
    except ValueError:
        return (file,)
    found = tuple(_differing(before, json.loads(again), ""))
    return found if found or published == again else (file,)


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
            yield from _differing(known.get(key), found.get(key), f"{place}.{key}".lstrip("."))
    elif isinstance(before, list) and isinstance(now, list):
        yield from _rows_differing(cast("list[object]", before), cast("list[object]", now), place)
    elif before != now or type(before) is not type(now):  # pyright: ignore[reportUnknownArgumentType]
        yield f"{place}: {_told(before)} ≠ {_told(now)}"


def _rows_differing(before: list[object], now: list[object], place: str) -> Iterator[str]:
    for at in range(max(len(before), len(now))):
        one, other = (each[at] if at < len(each) else None for each in (before, now))
        yield from _differing(one, other, f"{place}[{at}]")


def _told(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)[:60]
