"""Values as they travel: the reference host sends texts that look like numbers and booleans as such."""

import re
from decimal import Decimal
from typing import cast

from genkan.apps.gennai.objects import json_of
from genkan.kit import storable

Wire = str | int | float | bool

_NUMBER = re.compile(r"-?(?:[1-9][0-9]*|0)(?:\.[0-9]+)?", re.ASCII)
_LARGEST_EXACT = 2**53
_BOOLEANS = {"true": True, "false": False}


def to_wire(text: str) -> Wire:
    """A number or a boolean where the text is one and can be read back as it was, else the text.

    So an office code with a leading zero stays what it is, and so does a number with more digits than a receiver keeps.
    """
    if text in _BOOLEANS:
        return _BOOLEANS[text]
    if len(text) <= 20 and _NUMBER.fullmatch(text):
        number: int | float = float(text) if "." in text else int(text)
        if abs(number) <= _LARGEST_EXACT and text == from_wire(number):
            return number
    return text


def from_wire(value: object) -> str:
    """The text of a value, whatever a host made of it; lists count as ticked boxes, nothing as an empty text."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return _plain(value)
    if isinstance(value, str):
        return storable(value)
    if isinstance(value, list):
        return _ticked(cast("list[object]", value))
    return json_of(value)


def _ticked(boxes: list[object]) -> str:
    if any(isinstance(each, list) for each in boxes):
        return json_of(boxes)
    return ",".join(map(from_wire, boxes))


def _plain(number: float) -> str:
    """Without an exponent, and without the point where nothing stands behind it."""
    if not number.is_integer():
        return f"{Decimal(repr(number)):f}"
    return str(int(number))
