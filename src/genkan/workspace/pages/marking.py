"""Drawing an answer so that every citation leads to its source, or says plainly that it could not be confirmed."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from genkan.gateway import Answer, Source
from genkan.knowledge import CitationCheck
from genkan.ui import Citation, Resolver, render_markdown
from genkan.ui import mark as _
from genkan.workspace.checking import AnswerCheck
from genkan.workspace.pages.languages import Translate

UNCONFIRMED = _("※出典を確認できません：{reason}")
NO_SOURCE = _("※出典なし")

# The places of notes pass through Markdown as two characters of the private use area, which are taken out of answers.
_OPENING, _CLOSING = "\ue000", "\ue001"
_PLACE = re.compile(f"{_OPENING}([0-9]+){_CLOSING}")
_BLANKED = str.maketrans({_OPENING: " ", _CLOSING: " "})
_NOTE = Markup('<span class="citation-note">（{}）</span>')


@dataclass(frozen=True)
class _Links:
    """Where the numbers of one answer lead."""

    answer_id: str
    sources: Mapping[int, Source]

    def to(self, number: int, *, failure: str = "") -> Citation | None:
        """The link to a source; without a source, only what failed."""
        source = self.sources.get(number)
        if source is None:
            return Citation("", failure=failure) if failure else None
        return Citation(f"#{source_id(self.answer_id, number)}", title=source.label, failure=failure)


def source_id(answer_id: str, number: int) -> str:
    """The id of the element of a source."""
    return f"source-{answer_id}-{number}"


def reason_of(check: CitationCheck, translate: Translate) -> str:
    """Why a citation could not be confirmed, in the reader's language."""
    return translate(check.message).format_map(check.details)


def draw_unchecked(answer: Answer, text: str, *, translate: Translate) -> Markup:
    """A piece of an answer that is being written: its numbers lead to their sources, nothing is confirmed yet."""
    return render_markdown(text, resolve=_resolver(answer, {}), missing=translate(NO_SOURCE))


def draw_checked(answer: Answer, check: AnswerCheck, *, translate: Translate) -> Markup:
    """The whole text, with a note beside each claim whose citation could not be confirmed."""
    notes = [_words(failure, translate) for failure in check.failures]
    drawn = {
        failure.nth: note
        for failure, note in zip(check.failures, notes, strict=True)
        if failure.nth is not None
    }
    html = render_markdown(
        _with_places(answer.text, check.failures),
        resolve=_resolver(answer, drawn),
        missing=translate(NO_SOURCE),
    )
    return Markup(_PLACE.sub(lambda place: _NOTE.format(notes[int(place[1])]), html))  # noqa: S704 (each note is escaped)


def _resolver(answer: Answer, failures: Mapping[int, str]) -> Resolver:
    links = _Links(answer.id, {source.number: source for source in answer.sources})
    return lambda number, nth: links.to(number, failure=failures.get(nth, ""))


def _words(check: CitationCheck, translate: Translate) -> str:
    return translate(UNCONFIRMED).format(reason=reason_of(check, translate))


def _with_places(text: str, failures: Sequence[CitationCheck]) -> str:
    """The text with a place for the note of each failure that Markdown does not draw as a citation."""
    marked = text.translate(_BLANKED)
    for number, failure in reversed(list(enumerate(failures))):
        if failure.nth is None:
            end = failure.place[1]
            marked = f"{marked[:end]}{_OPENING}{number}{_CLOSING}{marked[end:]}"
    return marked
