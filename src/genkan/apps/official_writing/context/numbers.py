"""Numbers of horizontal writing: kanji numerals, thousands without marks, digits of two widths."""

import re
from collections.abc import Iterator

from genkan.apps.official_writing.passage import Passage, Spot
from genkan.apps.official_writing.rule import Rule

_DIGIT = "[一二三四五六七八九]"
_KANJI = re.compile(
    r"(?<![数何幾〇一二三四五六七八九十百千万億兆・第])(?<![一二三四五六七八九]、)"
    rf"(?P<number>(?![千百](?![一二三四五六七八九十])){_DIGIT}?[千百十][〇一二三四五六七八九十百]*|[一二三四五六七八九〇]{{2,4}}(?=年)"
    rf"|(?<=令和|平成|昭和|大正|明治){_DIGIT}(?=年)|(?<=年){_DIGIT}(?=月)|(?<=月){_DIGIT}(?=日))"
    r"(?=年度|年|月|日|人|名|円|件|回|歳|時間|週間|か月|箇月|か所|パーセント|％|条|項|号|分間)"
)
_LONG = re.compile(
    r"(?<![0-9０-９.,，．第〒\-－/号－])(?P<number>[0-9]{4,15}|[０-９]{4,15})"
    r"(?=円|人|名|件|個|台|世帯|冊|部|枚|戸|頭|本(?!部)|社|ドル|トン|平方|キロ|メートル|回|票|字|文字|か所)"
)
_WIDE = re.compile(r"[０-９]{2,}")
_NARROW = re.compile(r"(?<![0-9A-Za-z./:-])[0-9]{2,}+(?![0-9A-Za-z./:-])")
_VALUES = {character: value for value, character in enumerate("〇一二三四五六七八九")}
_UNITS = {"十": 10, "百": 100, "千": 1000}


def kanji_numbers(passage: Passage, rule: Rule) -> Iterator[Spot]:
    """Counts and dates in kanji numerals, with the same in digits; regulations rightly have them."""
    for match in () if passage.is_regulation else _KANJI.finditer(passage.text):
        yield Spot(*match.span("number"), (str(_value(match["number"])),))


def long_numbers(passage: Passage, rule: Rule) -> Iterator[Spot]:
    """Numbers of four digits and more that count something, with a comma at every third digit."""
    for match in _LONG.finditer(passage.text):
        digits = match["number"]
        comma = "," if digits.isascii() else "，"
        first = len(digits) % 3 or 3
        groups = [digits[:first], *(digits[i : i + 3] for i in range(first, len(digits), 3))]
        yield Spot(*match.span("number"), (comma.join(groups),))


def wide_digits(passage: Passage, rule: Rule) -> Iterator[Spot]:
    """Numbers of two and more full-width digits in a text that has half-width ones, too."""
    if _NARROW.search(passage.text):
        for match in _WIDE.finditer(passage.text):
            yield Spot(match.start(), match.end(), ("".join(str(int(digit)) for digit in match.group()),))


def _value(numeral: str) -> int:
    if not any(unit in numeral for unit in _UNITS):
        return int("".join(str(_VALUES[character]) for character in numeral))
    total, digit = 0, 0
    for character in numeral:
        if character in _UNITS:
            total, digit = total + (digit or 1) * _UNITS[character], 0
        else:
            digit = _VALUES[character]
    return total + digit
