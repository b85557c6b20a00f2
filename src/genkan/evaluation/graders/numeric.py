"""A number with its unit, however it is written (数値の一致)."""

import re
import unicodedata
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from genkan.evaluation.graders.expectation import Expectation
from genkan.evaluation.graders.given import Given
from genkan.evaluation.graders.marked import Grade, Outcome
from genkan.evaluation.graders.numerals import value_of
from genkan.evaluation.graders.reading import visible
from genkan.evaluation.graders.stating import stated_line
from genkan.evaluation.graders.units import NO_UNIT, UNITS, Unit

VERSION = "numeric/1"
_NAMES = "|".join(sorted(map(re.escape, UNITS), key=len, reverse=True))
_NUMBER = re.compile(
    r"(?P<sign>(?:マイナス|[-−▲△])\s?)?"
    r"(?P<value>[0-9〇一二三四五六七八九十百千万億兆](?:[0-9〇一二三四五六七八九十百千万億兆]|,(?=[0-9]{3})|\.(?=[0-9]))*+)"
    rf"\s?(?P<unit>{_NAMES})?",
    re.IGNORECASE,
)
_KANJI_ALONE = re.compile(r"[〇一二三四五六七八九十百千万億兆]+")


class Quantity(NamedTuple):
    """A value in the smallest unit of its measure, as far as the unit is known."""

    value: Decimal
    unit: Unit


def grade_numeric(expectation: Expectation, answer: str, _given: Given) -> Grade:
    """Right where the number stated lies within the tolerance of a key; the tolerance is in the unit of the key.

    Stated is the number after 「答え：」, else the last one of the answer with the measure of the key; where the answer
    has none with it, the only number that it has without a unit.
    """
    text = visible(answer)
    if not text:
        return Grade(Outcome.NO_ANSWER, 0.0, "回答がありません。", VERSION)
    keys = [quantities[-1] for quantities in map(quantities_in, expectation.key) if quantities]
    if not keys:
        return Grade(Outcome.FAILED, None, "正答の数値を読み取れません。", VERSION)
    stated = [_stated(text, key) for key in keys]
    if not any(stated):
        return Grade(Outcome.NO_ANSWER, 0.0, "回答に、比べられる数値がありません。", VERSION)
    pairs = [(key, value) for key, value in zip(keys, stated, strict=True) if value is not None]
    if any(_is_near(value, key, expectation.tolerance) for key, value in pairs):
        return Grade(Outcome.CORRECT, 1.0, "数値が正答と一致します。", VERSION)
    return Grade(Outcome.WRONG, 0.0, "数値が正答と異なります。", VERSION)


def quantities_in(text: str) -> list[Quantity]:
    """Every number of a text with its unit; kanji numerals count where a unit follows or nothing else is there."""
    plain = unicodedata.normalize("NFKC", text)
    return [
        quantity for match in _NUMBER.finditer(plain) if (quantity := _quantity(match, plain)) is not None
    ]


def _quantity(match: re.Match[str], plain: str) -> Quantity | None:
    if _KANJI_ALONE.fullmatch(match["value"]) and not match["unit"] and match[0].strip() != plain.strip():
        return None
    value = value_of(match["value"])
    if value is None:
        return None
    if match["sign"] and not _follows_a_word(plain, match.start()):
        value = -value
    unit = UNITS[match["unit"].lower()] if match["unit"] else NO_UNIT
    return Quantity(value * unit.factor, unit)


def _follows_a_word(plain: str, place: int) -> bool:
    """Whether a dash is no sign but joins: 「A-1」, 「10-20」."""
    return place > 0 and plain[place - 1].isalnum() and plain[place] in "-−"


def _stated(text: str, key: Quantity) -> Quantity | None:
    line = stated_line(text)
    return (_first(line, key) if line else None) or _last(quantities_in(text), key)


def _first(line: str, key: Quantity) -> Quantity | None:
    found = quantities_in(line)
    fitting = [each for each in found if each.unit.measure == key.unit.measure]
    bare = [each for each in found if each.unit is NO_UNIT]
    return next(iter(fitting), None) or next((_in_unit_of(each, key) for each in bare), None)


def _last(found: Sequence[Quantity], key: Quantity) -> Quantity | None:
    fitting = [each for each in found if each.unit.measure == key.unit.measure]
    if fitting:
        return fitting[-1]
    bare = [each for each in found if each.unit is NO_UNIT]
    if len(bare) == 1:
        return _in_unit_of(bare[0], key)
    return found[-1] if key.unit is NO_UNIT and len(found) == 1 else None


def _in_unit_of(bare: Quantity, key: Quantity) -> Quantity:
    return Quantity(bare.value * key.unit.factor, key.unit)


def _is_near(value: Quantity, key: Quantity, tolerance: float) -> bool:
    return abs(value.value - key.value) <= Decimal(str(tolerance)) * key.unit.factor
