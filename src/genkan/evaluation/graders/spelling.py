"""One spelling for what is the same answer in Japanese: width, numerals, days, kana (表記の正規化)."""

import re
from datetime import date

from genkan.evaluation.graders.numerals import KANJI_NUMERAL, value_of
from genkan.evaluation.graders.reading import folded, visible
from genkan.kit import common_year

_ERA = re.compile(r"(明治|大正|昭和|平成|令和|(?<![a-z])[mtshr](?=\d{1,2}[./-]))(\d{1,2})(?=年|[./-]\d)")
_DAY = re.compile(r"(\d{4})(?:年|[./-])(\d{1,2})(?:月|[./-])(\d{1,2})日?(?!\d)")
_WHITE = re.compile(r"\s+")
_MARKS = re.compile(r"[、。,.!?「」『』()\[\]【】〔〕<>\"'“”‘’*_`#:;・]+")
_NUMBER_MARKS = re.compile(r"(?<=\d)[.,](?=\d)")
_POINT = "\ue000"
_COUNTED = re.compile(r"(?<=\d)(?:ヶ|ケ|カ|ヵ|か|箇|個)(?=月|所|年|国|条|村|町)")
_LONG = re.compile(r"(?<=[ぁ-ゖー]{3})ー(?![ぁ-ゖー])")
_V = {"う゛": "ぶ", "ゔぁ": "ば", "ゔぃ": "び", "ゔぇ": "べ", "ゔぉ": "ぼ", "ゔ": "ぶ"}
_V_SOUND = re.compile("|".join(sorted(_V, key=len, reverse=True)))
_SMALL = str.maketrans({"ゐ": "い", "ゑ": "え", "ゕ": "か", "ゖ": "け"})
_HIRAGANA = {code: code - 0x60 for code in range(ord("ァ"), ord("ヶ") + 1)}
_POLITE = re.compile(r"(?:です|である|となります|になります|だ)$")


def same_spelling(text: str) -> str:
    """The text so that equal answers are equal texts; marks and white space are left out.

    Days become ``2025-4-1`` whether the year is of an era or not, numerals ASCII digits, katakana hiragana; a long
    vowel at the end of a word and a polite ending at the end of the text are dropped.
    """
    words = _days(_eras(_counted(folded(visible(text)))))
    words = _NUMBER_MARKS.sub(_kept_mark, words)
    words = _MARKS.sub("", _WHITE.sub("", words)).replace(_POINT, ".")
    words = _POLITE.sub("", _kana(words))
    return _numeral(words)


def _counted(words: str) -> str:
    return _COUNTED.sub("か", words)


def _eras(words: str) -> str:
    return _ERA.sub(lambda match: str(common_year(match[1], int(match[2]))), words)


def _days(words: str) -> str:
    return _DAY.sub(_day, words)


def _day(match: re.Match[str]) -> str:
    try:
        day = date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return match[0]
    return f"{day.year}-{day.month}-{day.day}"


def _kept_mark(match: re.Match[str]) -> str:
    return _POINT if match[0] == "." else ""


def _kana(words: str) -> str:
    plain = words.translate(_HIRAGANA).translate(_SMALL)
    return _LONG.sub("", _V_SOUND.sub(lambda match: _V[match[0]], plain))


def _numeral(words: str) -> str:
    """An answer that is a numeral and nothing else, in ASCII digits."""
    if not KANJI_NUMERAL.fullmatch(words):
        return words
    value = value_of(words)
    return words if value is None else f"{value:f}"
