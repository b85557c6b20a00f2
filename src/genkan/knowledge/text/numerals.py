"""Numbers as Japanese documents write them, and the places where a kanji numeral is a number at all."""

import re

KANJI = "〇一二三四五六七八九十百千万億兆"
_DIGITS = {character: value for value, character in enumerate("〇一二三四五六七八九")}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_LONGEST = 20
_LARGE_UNITS = {"万": 10**4, "億": 10**8, "兆": 10**12}

RUN = re.compile(rf"(?:(?!四半期)[0-9{KANJI}])(?:(?!四半期)[0-9{KANJI}]|,(?=[0-9]{{3}}(?![0-9])))*")

_COUNTERS = (
    "箇年|か年|年|箇月|か月|ヶ月|ケ月|カ月|月|週|日|時間|時|分|秒|円|銭|人|名|歳|才|回|件|個|箇所|か所|箇条|通|枚|倍|割"
    "|級|号|条|項|キロ|メートル|センチ|ミリ|グラム|平方|立方|パーセント|%|ページ|頁|度|以上|以下|以内|以降|未満|を超え"
    "|台|社|親等|等級|語|字|文字|桁|行|列|段|番|点|つ|種|類|次|期|階|泊|食|夜|[~→]"
)
_ORDINALS = "条|項|号|章|節|款|編|目|回|次|種|類|級|期|表|位|部|課|係|様式|面|版|巻|段階|四半期|版"
_AFTER = re.compile(rf"(?:{_COUNTERS})")
_AFTER_ORDINAL = re.compile(rf"(?:{_ORDINALS})")
_FRACTION = re.compile(rf"分の[0-9{KANJI}]")
_BEFORE_FRACTION = re.compile(rf"[0-9{KANJI}]分の$")
_BEFORE_BRANCH = re.compile(
    rf"[0-9{KANJI}](?:条|項|号|章|節)の$|[0-9{KANJI}](?:条|項|号|章|節)の[0-9{KANJI}]+の$"
)
_NOT_A_BRANCH = re.compile(r"[部般切定方覧員括致連環層身人日月年時分件回者つ]")
_PART_OF_A_WORD = re.compile(r"[同統均唯単画随専数何幾逐]$")
_TIME_OF_DAY = re.compile(r"(?:午前|午後|時|[0-9])$")
_DURATION = re.compile(r"[間前後以]")


def number_of(text: str) -> int | None:
    """The value of a numeral (「二十七」, 「二〇二五」, ``１２``, 「3万5千」, ``1,000``); ``None`` if it is none.

    Digits of any width are read; the result is never negative.
    """
    plain = text.replace(",", "").replace("，", "")
    if not 0 < len(plain) <= _LONGEST:
        return None
    if plain.isdecimal():
        return int(plain)
    if any(character not in KANJI and not character.isdecimal() for character in plain):
        return None
    return _with_units(plain) if any(unit in plain for unit in "十百千万億兆") else _positional(plain)


def is_number(text: str, *, start: int, end: int) -> bool:
    """Whether the numeral at these places of an NFKC text counts something.

    「三条」, 「令和七年」 and 「百分の八十」 hold numbers; 「一般」, 「第三者」, 「十分な」 and 「一時」 are words.
    """
    numeral = text[start:end]
    if any(character.isdecimal() for character in numeral):
        return True
    before, after = text[max(0, start - 12) : start], text[end : end + 6]
    if before.endswith("第"):
        return _AFTER_ORDINAL.match(after) is not None
    if _BEFORE_BRANCH.search(before):
        return _NOT_A_BRANCH.match(after) is None
    if _BEFORE_FRACTION.search(before) or _FRACTION.match(after):
        return True
    return _counts(numeral, before=before, after=after)


def _counts(numeral: str, *, before: str, after: str) -> bool:
    if _PART_OF_A_WORD.search(before) or not _AFTER.match(after):
        return False
    if (numeral, after[:1]) in {("一", "時"), ("十", "分")}:
        return bool(_TIME_OF_DAY.search(before) or _DURATION.match(after[1:]))
    return True


def _positional(text: str) -> int | None:
    """Kanji digits one after another; a mixture with Arabic digits is two numerals that happen to touch."""
    if any(character.isdecimal() for character in text):
        return None
    return int("".join(str(_DIGITS[character]) for character in text))


def _digit(character: str) -> int:
    return int(character) if character.isdecimal() else _DIGITS[character]


def _with_units(text: str) -> int:
    total = part = digits = 0
    for character in text:
        if character in _LARGE_UNITS:
            total += (part + digits or 1) * _LARGE_UNITS[character]
            part = digits = 0
        elif character in _UNITS:
            part += (digits or 1) * _UNITS[character]
            digits = 0
        else:
            digits = digits * 10 + _digit(character)
    return total + part + digits
