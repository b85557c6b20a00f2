"""How the sources of an answer were found and read, as it is kept with each of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from genkan.knowledge.search.results import PlanStep, SearchResult, StepKind

Kept = tuple[tuple[str, str], ...]
_STEP, _ON, _DOUBT, _RECOGNISED = "step", "searched_on", "is_doubtful", "is_recognised"


@dataclass(frozen=True)
class SearchNote:
    """The day whose law was searched, whether no hit promised to be good, and what became of a rewriting.

    ``on`` is ``None`` in notes that were kept before days were; ``rewriting`` where no model was to put the question in
    other words. ``is_recognised``: the words of the source were read from a picture.
    """

    on: date | None = None
    is_doubtful: bool = False
    rewriting: PlanStep | None = None
    is_recognised: bool = False

    @property
    def kept(self) -> Kept:
        """The note as it is kept with a source."""
        step = ((_STEP, self.rewriting.kind.value), *self.rewriting.details.items()) if self.rewriting else ()
        day = ((_ON, self.on.isoformat()),) if self.on else ()
        said = {_DOUBT: self.is_doubtful, _RECOGNISED: self.is_recognised}
        return (*step, *day, *((name, "yes") for name, is_so in said.items() if is_so))


def note_of(result: SearchResult) -> SearchNote:
    """What is to be kept of a search."""
    return SearchNote(result.on, not result.is_confident, result.rewriting)


def note_kept(kept: Sequence[tuple[str, str]]) -> SearchNote:
    """The note that was kept; a step that is not known any more is left out."""
    details = dict(kept)
    step, on, doubt, recognised = (details.pop(name, "") for name in (_STEP, _ON, _DOUBT, _RECOGNISED))
    rewriting = PlanStep(StepKind(step), details) if step in set(StepKind) else None
    day = date.fromisoformat(on) if on else None
    return SearchNote(day, bool(doubt), rewriting, is_recognised=bool(recognised))
