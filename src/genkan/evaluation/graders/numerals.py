"""Numbers as answers write them: 「1億2,345万」, 「三万五千」, 「3.5万」, 「▲2.1」 (数の読み取り)."""

import re
from decimal import Decimal, InvalidOperation

_KANJI_DIGITS = {character: str(value) for value, character in enumerate("〇一二三四五六七八九")}
_SMALL = {"十": Decimal(10), "百": Decimal(100), "千": Decimal(1000)}
_LARGE = {"万": Decimal(10**4), "億": Decimal(10**8), "兆": Decimal(10**12)}
_LONGEST = 40
KANJI_NUMERAL = re.compile(r"[〇一二三四五六七八九十百千万億兆]{1,40}")


def value_of(numeral: str) -> Decimal | None:
    """The value of a numeral in one width, commas allowed; ``None`` for what is none or has over 40 characters."""
    plain = numeral.replace(",", "")
    if not 0 < len(plain) <= _LONGEST:
        return None
    try:
        return _value(plain)
    except InvalidOperation:
        return None


def _value(plain: str) -> Decimal | None:
    total = part = Decimal(0)
    digits = ""
    for character in plain:
        if character.isdecimal() or character == ".":
            digits += character
        elif character in _KANJI_DIGITS:
            digits += _KANJI_DIGITS[character]
        elif character in _SMALL:
            part += (Decimal(digits) if digits else 1) * _SMALL[character]
            digits = ""
        elif character in _LARGE:
            total += (part + (Decimal(digits) if digits else 0) or 1) * _LARGE[character]
            part, digits = Decimal(0), ""
        else:
            return None
    return total + part + (Decimal(digits) if digits else 0)
