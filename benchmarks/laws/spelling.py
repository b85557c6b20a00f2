"""The spellings in which people write the number of an article."""

import random

_DIGITS = "〇一二三四五六七八九"
_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")


def kanji(number: int) -> str:
    """A number below 10,000 as laws print it: 「千二百三十四」."""
    parts: list[str] = []
    for unit, name in ((1000, "千"), (100, "百"), (10, "十")):
        digit, number = divmod(number, unit)
        if digit:
            parts.append(("" if digit == 1 else _DIGITS[digit]) + name)
    return "".join([*parts, _DIGITS[number] if number else ""])


def article(number: str, draw: random.Random) -> str:
    """「第十二条の二」, 「第12条の2」 or 「第１２条の２」 for ``12_2``."""
    return _spelled(number, "条", draw.choice(("kanji", "digits", "digits", "wide")))


def bare(number: str) -> str:
    """「12条の2」"""
    return _spelled(number, "条", "digits").removeprefix("第")


def paragraph(number: int, draw: random.Random) -> str:
    """「第二項」, 「第2項」 or 「②」."""
    style = draw.choice(("kanji", "digits", "digits", "circled"))
    if style == "circled" and number <= 20:
        return chr(ord("①") + number - 1)
    return _spelled(str(number), "項", style)


def item(number: int, draw: random.Random) -> str:
    """「第三号」 or 「第3号」."""
    return _spelled(str(number), "号", draw.choice(("kanji", "digits")))


def _spelled(number: str, unit: str, style: str) -> str:
    main, *branches = [_numeral(int(part), style) for part in number.split("_")]
    return f"第{main}{unit}" + "".join(f"の{branch}" for branch in branches)


def _numeral(number: int, style: str) -> str:
    if style == "kanji":
        return kanji(number)
    return str(number).translate(_WIDE) if style == "wide" else str(number)
