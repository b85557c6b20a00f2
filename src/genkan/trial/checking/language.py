"""Whether a text is Japanese."""

import unicodedata

_MOSTLY = 0.5
# So many Han characters without a single kana are another language.
_MANY_HAN = 20


def is_japanese(text: str) -> bool | None:
    """Whether most letters are kana or kanji, and kana are among them where there are many; ``None`` without letters."""
    letters = [letter for letter in text if unicodedata.category(letter).startswith("L")]
    if not letters:
        return None
    kana, han = sum(map(_is_kana, letters)), sum(map(_is_han, letters))
    is_other = not kana and han >= _MANY_HAN
    return (kana + han) / len(letters) >= _MOSTLY and not is_other


def _is_kana(letter: str) -> bool:
    return "\u3041" <= letter <= "\u30ff" or "\uff66" <= letter <= "\uff9f"


def _is_han(letter: str) -> bool:
    return "\u3400" <= letter <= "\u9fff" or "\uf900" <= letter <= "\ufaff" or letter in "々〆〇"
