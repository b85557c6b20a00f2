"""A reply put together: whom it is for, a greeting, the answer to each concern with what it rests on, and a closing."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from genkan.inquiry.addressee import Addressee
from genkan.inquiry.reply import Basis

BLANK = "【回答を記入】"
_LONGEST_HEADING = 60
_DIGITS = str.maketrans("0123456789", "０１２３４５６７８９")


@dataclass(frozen=True)
class Frame:
    """What stands around the answers; each but the number may be empty."""

    number: str
    name: str
    greeting: str
    closing: str
    sender: str
    contact: str


@dataclass(frozen=True)
class Point:
    """A concern in the citizen's words and what is to answer it: a building block, and articles."""

    concern: str
    words: str
    basis: tuple[Basis, ...]


def compose(frame: Frame, answers: Sequence[tuple[Point, str]]) -> str:
    """The whole text; where there is no answer, a ``BLANK`` asks a person for it."""
    return "\n\n".join(part for part in _parts(frame, answers) if part.strip())


def in_quotations(point: Point) -> str:
    """The answer without a model: what the articles say, as far as the building block does not cite them, and the block."""
    words = point.words.strip()
    unsaid = (each for each in point.basis if not each.is_cited_in(words))
    return "\n".join(filter(None, (*map(quoted, unsaid), words)))


def in_words(said: str, citations: Iterable[str]) -> str:
    """The answer in other words, with those of the articles it was made from that the words do not name."""
    missing = tuple(each for each in citations if each not in said)
    return f"{said}\n（根拠：{'、'.join(missing)}）" if missing and said != BLANK else said


def quoted(basis: Basis) -> str:
    """An article with its words, as a sentence: 「例示規程第一条において、「…」とされています。」; alone where it has none."""
    said = basis.quotation.rstrip("。")
    if not said:
        return f"根拠となる規定は、{basis.citation}です。"
    return f"{basis.citation}において、「{said}」とされています。"


def _parts(frame: Frame, answers: Sequence[tuple[Point, str]]) -> Iterator[str]:
    yield Addressee(frame.name, frame.number).line
    opening = f"お問合せ（受付番号{frame.number}）について、次のとおり回答します。"
    yield "\n".join(filter(None, (frame.greeting.strip(), opening)))
    for number, (point, answer) in enumerate(answers, start=1):
        heading = f"{number}".translate(_DIGITS) + f"　「{_short(point.concern)}」について"
        yield f"{heading}\n{answer.strip() or BLANK}"
    yield frame.closing.strip()
    yield "\n".join(filter(None, (frame.sender, frame.contact.strip())))


def _short(concern: str) -> str:
    line = " ".join(concern.split())
    return line if len(line) <= _LONGEST_HEADING else line[: _LONGEST_HEADING - 1] + "…"
