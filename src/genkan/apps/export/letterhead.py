"""The head of an official letter: 文書番号, 日付, 宛先, 発出者 and 件名, known by the words of each line.

Rules by the usual form of 通知 and 事務連絡: the number, the day and the sender stand to the right, those to whom it
goes to the left, its subject in the middle.
"""

import re
from collections.abc import Iterable, Iterator

from genkan.apps.export.pieces import Place, Printed
from genkan.markdown import Block, Heading, Line, Paragraph, words_of

_NUMBER = re.compile(
    r"[^\s。、]{0,20}第\s?[0-9０-９〇○●]+\s?号|事\s*務\s*連\s*絡|公印省略|[（(]公印省略[)）]"
)
_YEAR = r"(?:(?:令和|平成|昭和)\s?(?:元|[0-9０-９〇○●]{1,2})|[0-9０-９]{4})"
_DAY = re.compile(_YEAR + r"\s?年\s?[0-9０-９〇○●]{1,2}\s?月\s?[0-9０-９〇○●]{1,2}\s?日")
_ADDRESSEE = re.compile(r".{1,60}(?:様|殿|各位|御中|宛て?|あて|先生)")
_SUBJECT = re.compile(r".{2,120}(?:について|の件|に関する件)(?:[（(][^（）()]{1,20}[)）])?")
_LONGEST_SENDER = 40
_SENTENCE_END = "。"
_ABOVE_THE_SUBJECT = 12


def head_of(blocks: Iterable[Block]) -> tuple[Printed, ...]:
    """The lines of the head, one for each line of the blocks from the first; none where the text has no head.

    A head begins with a number or a day, and ends with its subject.
    """
    lines: list[Printed] = []
    for line, is_heading in _lines(blocks):
        words = words_of(line).strip()
        if not lines and not _is_mark(words):
            return ()
        if is_heading or _SUBJECT.fullmatch(words):
            return (*lines, Printed(line, Place.CENTER, rank=1))
        if _SENTENCE_END in words or len(words) > _LONGEST_SENDER or len(lines) == _ABOVE_THE_SUBJECT:
            return tuple(lines)
        lines.append(Printed(line, Place.LEFT if _ADDRESSEE.fullmatch(words) else Place.RIGHT))
    return tuple(lines)


def _is_mark(words: str) -> bool:
    return bool(_NUMBER.fullmatch(words) or _DAY.fullmatch(words))


def _lines(blocks: Iterable[Block]) -> Iterator[tuple[Line, bool]]:
    """The lines of headings and paragraphs until something else comes."""
    for block in blocks:
        if isinstance(block, Heading):
            yield block.line, True
        elif isinstance(block, Paragraph):
            yield from ((line, False) for line in block.lines)
        else:
            return
