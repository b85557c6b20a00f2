"""Names of persons: behind a label such as 「氏名」, or a frequent surname in front of an honorific."""

import re
from collections.abc import Iterator
from functools import cache

from genkan.policy.personal_data.folding import fold
from genkan.policy.personal_data.kind import Finding, Kind
from genkan.policy.personal_data.surnames import SURNAMES

_CHARACTERS = "ぁ-んァ-ヶ々一-龠0-9"
_HONORIFICS = ("様", "さん", "氏", "殿", "先生", "くん", "君")
_LABELS = (
    "氏名",
    "名前",
    "申請者",
    "届出人",
    "届出者",
    "請求者",
    "世帯主",
    "保護者",
    "担当者",
    "代表者",
    "相談者",
    "本人",
    "患者",
)
_ENDS_WORD = re.compile(r"(?!(?!宛)[一-龠])")
_ANNOUNCES = re.compile(r"(?:は|[:)] ?| {1,2})")
_OTHER_PERSON = re.compile(r".*(?:様|さん|殿)")
_NAME_BEHIND = re.compile(rf"[一-龠々0-9ヶ]{{1,4}}(?: ?[{_CHARACTERS}]{{1,4}})?+")
_NAME_BEFORE = re.compile(rf"[{_CHARACTERS}]*(?: [{_CHARACTERS}]+)? ?\Z")
_NO_GIVEN_NAME = re.compile(
    r"[長部課局省庁市県町村会社所園院店室員官係者議臣事等でとがをにの]\Z|\A[はがをにでとの、][一-龠]|大臣|委員|様|先生|です|ます"
)
_REACH = 10
_LONGEST_GIVEN = 4


def find_names(folded: str) -> Iterator[Finding]:
    """Names that a label or an honorific gives away; others are not found."""
    for honorific in _HONORIFICS:
        for place in _places(folded, honorific):
            if _ENDS_WORD.match(folded, place + len(honorific)):
                yield from _before(folded, place)
    for label in _LABELS:
        for place in _places(folded, label):
            announced = _ANNOUNCES.match(folded, place + len(label))
            if announced:
                yield from _behind(folded, announced.end())


def _places(folded: str, word: str) -> Iterator[int]:
    """Where the word stands; to find words one by one is far faster than a pattern of all."""
    place = folded.find(word)
    while place >= 0:
        yield place
        place = folded.find(word, place + len(word))


def _before(folded: str, end: int) -> Iterator[Finding]:
    reach = max(0, end - _REACH)
    match = _NAME_BEFORE.search(folded[reach:end])
    if not match or not match[0]:
        return
    written = match[0].rstrip(" ")
    other = _OTHER_PERSON.match(written)
    begins = other.end() if other else 0
    is_word = begins > 0 or match.start() > 0 or reach == 0
    for offset in range(begins, len(written)):
        if _is_name(written[offset:], is_whole=offset == begins and is_word):
            start = reach + match.start() + offset
            yield _finding(folded, start, start + len(written) - offset)
            return


def _behind(folded: str, start: int) -> Iterator[Finding]:
    match = _NAME_BEHIND.match(folded, start)
    if not match:
        return
    first, _, second = match[0].partition(" ")
    whole = f"{first} {second}" if second and first in _surnames() else first
    for length in range(len(whole), 1, -1):
        if _is_name(whole[:length], is_whole=True):
            yield _finding(folded, start, start + length)
            return


def _is_name(written: str, *, is_whole: bool) -> bool:
    """Whether a surname and perhaps a given name; a surname of one character must begin the word."""
    surnames = _surnames()
    for length in range(min(4, len(written)), 0, -1):
        given = written[length:]
        if written[:length] in surnames and (length > 1 or is_whole):
            return len(given.strip()) <= _LONGEST_GIVEN and not _NO_GIVEN_NAME.search(given)
    return False


def _finding(folded: str, start: int, end: int) -> Finding:
    return Finding(Kind.NAME, start, end, folded[start:end].replace(" ", ""))


@cache
def _surnames() -> frozenset[str]:
    """The surnames in the spelling of the folded text (「三浦」 is 「3浦」 there)."""
    return frozenset(map(fold, SURNAMES.split()))
