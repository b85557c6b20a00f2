"""How choices are numbered: a–z, 1–9, ア–コ, イロハ, 一–九 (選択肢の記号)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from unicodedata import normalize

_KANA = "アイウエオカキクケコ"
_IROHA = "イロハニホヘト"
_KANJI = "一二三四五六七八九"
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_BEYOND = 100


@dataclass(frozen=True, slots=True)
class Labels:
    """The place of each label, from 1; kana count in the row that the key is of, those of the other row are nowhere."""

    places: Mapping[str, int]

    @classmethod
    def of(cls, key: Iterable[str]) -> "Labels":
        """The labels of a question whose key is this."""
        words = {normalize("NFKC", each).strip() for each in key}
        is_iroha = bool(words & set(_IROHA[1:]) - set(_KANA))
        kana, other = (_IROHA, _KANA) if is_iroha else (_KANA, _IROHA)
        rows = (_LETTERS, _LETTERS.upper(), "123456789", _KANJI, kana)
        places = {label: place for row in rows for place, label in enumerate(row, start=1)}
        beyond = {label: _BEYOND + place for place, label in enumerate(other) if label not in places}
        return cls(places | beyond)

    def place_of(self, label: str) -> int | None:
        """The place of a label in any width and in brackets, ``None`` for what is none."""
        return self.places.get(normalize("NFKC", label).strip(" ()[]「」『』.。:"))
