"""Articles that are named without a law: 「第5条」, 「契約書第12条」, 「法第3条」, and the noun that their number belongs to."""

import re
from collections.abc import Iterable

from genkan.knowledge.names.names import name_key
from genkan.knowledge.question.references import Reference
from genkan.knowledge.question.spellings import JOINED, KIND, THIS_NAME

_NOUN = re.compile(r"(?P<noun>[一-龠々ァ-ヶーA-Za-zＡ-Ｚａ-ｚ]+)[」』】*_]{0,4}$")
_DOCUMENT = re.compile(
    r"(?P<noun>[一-龠々ァ-ヶー]*(?:契約|協定|約款|定款|覚書|総則|別紙|別表|別添|[約定認様明書]書|"
    rf"(?<![一-龠々ァ-ヶー])(?:{KIND})))[」』】*_]{{0,4}}(?:の|[ \t　]{{1,4}})$"
)
_NO_NOUN = re.compile(
    r"(?:当該|[上前下]記|[前上後]述|現行|現在|改正[前後]|今回|一方|例|各|旧|新|同|尚|又|及|特|以[下上]|場合|関係|根拠|条文|規定"
    r"|[条項号章節]|本[文則]|[前後]段)$"
)
_OWN_NUMBER = re.compile(r"附[ \t　]*則|第?[ \t　]*[0-9０-９〇一二三四五六七八九十百千]+[ \t　]*条")
_WINDOW = 40
_ENDINGS = {"法": ("法", "法律")}


class Nameless:
    """The references of one text, asked for in their order."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._last: Reference | None = None
        self._noun = ""

    def noun_of(self, reference: Reference) -> str:
        """The noun that its number belongs to (「契約書」); empty where there is none, or a law is named.

        「同条」, and what a list adds, belong to the noun of the reference before.
        """
        if reference.title is not None:
            self._noun = ""
        elif not self._leads_back(reference):
            self._noun = self._before(reference.place[0])
        self._last = reference
        return self._noun

    def _leads_back(self, reference: Reference) -> bool:
        start, end = reference.place
        if not _OWN_NUMBER.match(self._text, start, end):
            return True
        last = self._last
        return last is not None and JOINED.fullmatch(self._text, last.place[1], start) is not None

    def _before(self, place: int) -> str:
        begin = max(0, place - _WINDOW)
        if THIS_NAME.search(self._text, begin, place):
            return ""
        match = _NOUN.search(self._text, begin, place) or _DOCUMENT.search(self._text, begin, place)
        return match["noun"] if match and not _NO_NOUN.search(match["noun"]) else ""


def called(noun: str, titles: Iterable[str]) -> list[str]:
    """Those of the titles that the noun may be short for: 「規則」 for 「手数料規則」."""
    endings = _ENDINGS.get(noun, (name_key(noun),))
    return [title for title in titles if name_key(title).endswith(endings)]
