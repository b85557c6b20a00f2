"""Findings of a text as the page shows them: pieces of the text, a list, numbers by theme."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from genkan.apps.official_writing import Choice, Finding, Report, Rulebook, Score, Severity, sure_choices

# More would be read by nobody, and take the browser long.
MOST_SHOWN = 500
_KINDS = {Severity.ERROR: "error", Severity.CONSIDER: "warning"}


@dataclass(frozen=True)
class Offer:
    """A correction as a button: what it sends, and what it puts in."""

    value: str
    text: str


@dataclass(frozen=True)
class ShownFinding:
    """A finding with its number on the page, the title of its theme, and its corrections as buttons."""

    number: int
    finding: Finding
    theme: str
    kind: str
    offers: tuple[Offer, ...]

    @property
    def is_error(self) -> bool:
        """Whether a standard is broken."""
        return self.finding.severity is Severity.ERROR


@dataclass(frozen=True)
class Piece:
    """A piece of the text with the findings on it, and those that end with it."""

    text: str
    on: tuple[ShownFinding, ...] = ()
    ending: tuple[ShownFinding, ...] = ()

    @property
    def is_error(self) -> bool:
        """Whether one of the findings is an error."""
        return any(each.is_error for each in self.on)


@dataclass(frozen=True)
class ThemeCount:
    """How many findings a theme has."""

    label: str
    value: int


@dataclass(frozen=True)
class WritingView:
    """What the page shows of a report; ``sure`` corrections can all be put in at once."""

    pieces: tuple[Piece, ...]
    findings: tuple[ShownFinding, ...]
    themes: tuple[ThemeCount, ...]
    score: Score
    sure: int


def view_of(report: Report, rulebook: Rulebook) -> WritingView:
    """The first findings of a report, as many as can be read."""
    titles = {theme.id: theme.title for theme in rulebook.themes}
    shown = tuple(
        _shown(number, finding, titles[finding.theme])
        for number, finding in enumerate(report.findings[:MOST_SHOWN], start=1)
    )
    counts = report.score.by_theme
    return WritingView(
        pieces=tuple(_pieces(report.text, shown)),
        findings=shown,
        themes=tuple(ThemeCount(title, counts[id]) for id, title in titles.items() if id in counts),
        score=report.score,
        sure=len(sure_choices(report.findings)),
    )


def choice_named(report: Report, value: str) -> Choice | None:
    """The finding and the correction that a button stands for, ``None`` where the text no longer has them."""
    offered = {
        offer.value: Choice(finding, offer.text) for finding in report.findings for offer in _offers(finding)
    }
    return offered.get(value)


def _shown(number: int, finding: Finding, theme: str) -> ShownFinding:
    return ShownFinding(number, finding, theme, _KINDS[finding.severity], _offers(finding))


def _offers(finding: Finding) -> tuple[Offer, ...]:
    return tuple(
        Offer(f"{finding.start}.{finding.end}.{finding.rule}.{number}", correction)
        for number, correction in enumerate(finding.corrections)
    )


def _pieces(text: str, shown: Sequence[ShownFinding]) -> Iterator[Piece]:
    """The text cut wherever a finding begins or ends; of findings inside a sentence, both are on a piece."""
    cuts = sorted(
        {0, len(text), *(each.finding.start for each in shown), *(each.finding.end for each in shown)}
    )
    open_ones: list[ShownFinding] = []
    waiting = list(reversed(shown))
    for start, end in pairwise(cuts):
        while waiting and waiting[-1].finding.start <= start:
            open_ones.append(waiting.pop())
        on = tuple(open_ones)
        ending = tuple(each for each in on if each.finding.end == end)
        yield Piece(text[start:end], on, ending)
        open_ones = [each for each in open_ones if each.finding.end > end]
