"""The citations of one side compared with the sources; whatever is shown stands in the text that is shown."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from genkan.gateway import Source
from genkan.knowledge import CitationCheck, CitationSummary, Examination
from genkan.trial.pages.sources import NO_SOURCE, Translate, citation_of
from genkan.ui import Remark, render_remarked
from genkan.ui import mark as _

UNCONFIRMED = _("※出典を確認できません：{reason}")


@dataclass(frozen=True, kw_only=True)
class FailureLine:
    """A citation that could not be confirmed: 「※1」 as in the text, 「[2]」 or the words, and why."""

    id: str
    note: str
    mark: str
    sentence: str
    claim: str = ""


@dataclass(frozen=True, kw_only=True)
class CheckView:
    """The sum of the check."""

    verified: int
    failures: tuple[FailureLine, ...]
    summary: CitationSummary


@dataclass(frozen=True)
class CheckedText:
    """The text with its marks; ``check`` is ``None`` where it cites nothing."""

    html: Markup
    check: CheckView | None


def draw_checked(
    text: str, *, examination: Examination, side: str, sources: Sequence[Source], translate: Translate
) -> CheckedText:
    """The text of one side, as far as its reader may see it; ``side`` keeps the ids of both apart."""
    failures = examination.failures
    lines = tuple(_line(failure, side, number, translate) for number, failure in enumerate(failures, start=1))
    remarks = [_remark(failure, line, translate) for failure, line in zip(failures, lines, strict=True)]
    html = render_remarked(
        text,
        remarks=remarks,
        source=lambda number: citation_of(sources, number),
        missing=translate(NO_SOURCE),
    )
    summary = examination.summary
    view = CheckView(verified=summary.verified, failures=lines, summary=summary)
    return CheckedText(html, view if summary.total else None)


def _line(failure: CitationCheck, side: str, number: int, translate: Translate) -> FailureLine:
    return FailureLine(
        id=f"check-{side}-{number}",
        note=f"※{number}",
        mark=f"[{failure.number}]" if failure.number is not None else failure.reference,
        sentence=translate(failure.message).format_map(failure.details),
    )


def _remark(failure: CitationCheck, line: FailureLine, translate: Translate) -> Remark:
    return Remark(
        mark=line.note,
        href=f"#{line.id}",
        title=translate(UNCONFIRMED).format(reason=line.sentence),
        end=failure.place[1],
        nth=failure.nth,
    )
