"""The words of one sentence: ruby, superscripts and formulas as plain characters."""

import re

from lxml.etree import _Element as Element  # pyright: ignore[reportPrivateUsage]

_BREAK = re.compile(r"[ \t]*[\r\n]+[ \t\r\n]*")
_PLAIN = "0123456789+-=()n"
_RAISED = str.maketrans(_PLAIN, "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ")
_LOWERED = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")
_FULL_WIDTH = str.maketrans("０１２３４５６７８９＋－＝（）", "0123456789+-=()")


def inline(element: Element) -> str:
    """All words below an element on one line, without the line breaks of the file's layout.

    The reading of a ruby is dropped where it has a base; a raised ``6`` stays apart from the digits before it.
    """
    parts = [element.text or ""]
    for child in element:
        parts += [_child(child), child.tail or ""]
    return _BREAK.sub("", "".join(parts)).strip(" \t")


def has_words(element: Element) -> bool:
    """Whether words stand directly in the element, not only in elements below it."""
    return bool((element.text or "").strip()) or any((child.tail or "").strip() for child in element)


def _child(child: Element) -> str:
    if child.tag == "Ruby":
        return _ruby(child)
    if child.tag == "Sup":
        return _shifted(inline(child), table=_RAISED, mark="^")
    if child.tag == "Sub":
        return _shifted(inline(child), table=_LOWERED, mark="_")
    return inline(child)


def _ruby(ruby: Element) -> str:
    readings = [inline(reading) for reading in ruby.iter("Rt")]
    parts = [ruby.text or ""]
    for child in ruby:
        parts += ["" if child.tag == "Rt" else inline(child), child.tail or ""]
    base = _BREAK.sub("", "".join(parts)).strip()
    return base or "".join(f"（{reading}）" for reading in readings if reading)


def _shifted(text: str, *, table: dict[int, int], mark: str) -> str:
    plain = text.translate(_FULL_WIDTH)
    if plain and all(ord(character) in table for character in plain):
        return plain.translate(table)
    return f"{mark}({text})" if text else ""
