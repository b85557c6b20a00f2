"""Whether every statement of an output says where it comes from."""

import re

from genkan.apps.checks.judging import failed_by
from genkan.apps.output import Check

LABEL = "出典の付いていない記述"
_SOURCE = re.compile(r"\[\d{1,3}\]|［\d{1,3}］")
_SENTENCE = re.compile(r"[^。！？\n]+[。！？]?")
_NO_STATEMENT = re.compile(r"^\s*[#>]|見当たりません|確認できません|見付かりませんでした")
_RULE = re.compile(r"[-:| ]+")
_SHORTEST = 12


def check_cited(text: str) -> Check:
    """Names each sentence without ``[1]``; headings, short remarks and what was not found need none."""
    bare = [sentence for sentence in _sentences(text) if not _SOURCE.search(sentence)]
    return failed_by(LABEL, (f"「{sentence[:60]}」に出典の番号がありません。" for sentence in bare))


def _sentences(text: str) -> list[str]:
    """The statements; a number that stands behind the full stop belongs to the sentence before it."""
    lines = re.sub(r"([。！？])\s*((?:\[\d{1,3}\])+)", r"\2\1", text).split("\n")
    found = [
        match.group().strip()
        for line, below in zip(lines, [*lines[1:], ""], strict=True)
        if not _frames(line, below)
        for match in _SENTENCE.finditer(line)
    ]
    return [each for each in found if len(each) >= _SHORTEST and not _NO_STATEMENT.search(each)]


def _frames(line: str, below: str) -> bool:
    """Whether it is a heading, or the head of a table or the rule below it."""
    is_head = line.startswith("|") and "-" in below and _RULE.fullmatch(below) is not None
    return is_head or line.lstrip().startswith("#") or _RULE.fullmatch(line) is not None
