"""Whether every line of minutes names the lines of the transcript that it rests on, and rests on them."""

import re
import unicodedata
from collections.abc import Iterator, Sequence

from genkan.apps.built_in.markdown import is_rule
from genkan.apps.built_in.minutes.transcript import Line
from genkan.apps.checks import failed_by
from genkan.apps.output import Check

LABEL = "発言の行番号"
_REFERENCES = re.compile(r"[（(]\s*(L\d+(?:\s*[、,・～〜\-–]\s*L\d+)*)\s*[）)]\s*[。|]?\s*$")
_ONE = re.compile(r"L(\d+)(?:\s*[～〜\-–]\s*L(\d+))?")
_WORD = re.compile(r"[一-龠々]{2,}|[ァ-ヺー]{3,}|[A-Za-z]{3,}|\d+(?:[.,]\d+)*")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_NONE = re.compile(r"^[-*・\s]*(?:なし|特になし|該当なし)[。]?$")
_LONGEST_RANGE = 200


def check_lines(text: str, lines: Sequence[Line]) -> Check:
    """Fails for each line without a reference, with one to no line, or with numbers or words that are not there."""
    faults = [fault for line in _statements(text) for fault in _faults(line, lines)]
    return failed_by(LABEL, faults)


def _statements(text: str) -> Iterator[str]:
    """What says something: not headings, not the head of a table, not 「なし」."""
    written = [line.strip() for line in text.splitlines()]
    for place, line in enumerate(written):
        below = written[place + 1] if place + 1 < len(written) else ""
        is_frame = line.startswith("#") or is_rule(line) or (line.startswith("|") and is_rule(below))
        if line and not is_frame and not _NONE.match(line):
            yield line


def _faults(statement: str, lines: Sequence[Line]) -> Iterator[str]:
    shown = statement[:50]
    found = _REFERENCES.search(statement)
    if found is None:
        yield f"「{shown}」に、発言の行番号がありません。"
        return
    named = list(_numbers(found[1]))
    unknown = [number for number in named if not 1 <= number <= len(lines)]
    if unknown or not named:
        yield f"「{shown}」が示すL{unknown[0] if unknown else 0}という行はありません。"
        return
    said = "".join(lines[number - 1].speaker + lines[number - 1].said for number in named)
    yield from _unsaid(_plain(statement[: found.start()]), _plain(said), shown)


def _unsaid(statement: str, said: str, shown: str) -> Iterator[str]:
    numbers = [each for each in _NUMBER.findall(_bare(statement)) if each not in _NUMBER.findall(said)]
    if numbers:
        yield f"「{shown}」の「{numbers[0]}」は、示された行にありません。"
    words = _WORD.findall(statement)
    if words and not any(_is_said(word, said) for word in words):
        yield f"「{shown}」の内容が、示された行に見当たりません。"


def _is_said(word: str, said: str) -> bool:
    """The word, or a pair of its characters: minutes say shortly what was said at length."""
    return word in said or any(word[at : at + 2] in said for at in range(len(word) - 1))


def _bare(statement: str) -> str:
    """Without the number that the line has in a list."""
    return re.sub(r"^\s*(?:[-*・|]\s*)?(?:\(?\d{1,2}[.)．、]\s*)?", "", statement)


def _numbers(written: str) -> Iterator[int]:
    for match in _ONE.finditer(written):
        first, last = int(match[1][:9]), int((match[2] or match[1])[:9])
        yield from range(first, min(last, first + _LONGEST_RANGE) + 1)


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text)
