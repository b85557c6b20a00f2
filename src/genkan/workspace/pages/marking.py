"""Drawing an answer so that every citation leads to its source, and what could not be confirmed is marked."""

from markupsafe import Markup

from genkan.gateway import Answer
from genkan.knowledge import CitationCheck, Examination
from genkan.ui import Citation, Remark, render_markdown, render_remarked
from genkan.ui import mark as _
from genkan.workspace.pages.languages import Translate

UNCONFIRMED = _("※出典を確認できません：{reason}")
NO_SOURCE = _("※出典なし")


def source_id(answer_id: str, number: int) -> str:
    """The id of the element of a source."""
    return f"source-{answer_id}-{number}"


def failure_id(answer_id: str, number: int) -> str:
    """The id of the line that explains a failure, counted from 1."""
    return f"check-{answer_id}-{number}"


def failure_note(number: int) -> str:
    """The mark in the text that leads to a failure, counted from 1: 「※1」."""
    return f"※{number}"


def reason_of(check: CitationCheck, translate: Translate) -> str:
    """Why a citation could not be confirmed, in the reader's language."""
    return translate(check.message).format_map(check.details)


def draw_unchecked(answer: Answer, text: str, *, translate: Translate) -> Markup:
    """A piece of an answer that is being written: its numbers lead to their sources, nothing is confirmed yet."""
    return render_markdown(
        text, resolve=lambda number, _nth: _source(answer, number), missing=translate(NO_SOURCE)
    )


def draw_checked(answer: Answer, check: Examination, *, translate: Translate) -> Markup:
    """The whole text, with a mark beside each claim whose citation could not be confirmed."""
    remarks = [
        _remark(answer, failure, number, translate) for number, failure in enumerate(check.failures, start=1)
    ]
    return render_remarked(
        answer.text,
        remarks=remarks,
        source=lambda number: _source(answer, number),
        missing=translate(NO_SOURCE),
    )


def _source(answer: Answer, number: int) -> Citation | None:
    """The link to a source, where there is one of this number."""
    label = next((source.label for source in answer.sources if source.number == number), None)
    return None if label is None else Citation(f"#{source_id(answer.id, number)}", title=label)


def _remark(answer: Answer, failure: CitationCheck, number: int, translate: Translate) -> Remark:
    return Remark(
        mark=failure_note(number),
        href=f"#{failure_id(answer.id, number)}",
        title=translate(UNCONFIRMED).format(reason=reason_of(failure, translate)),
        end=failure.place[1],
        nth=failure.nth,
    )
