"""A letter that was read and is on its way to become a case."""

from dataclasses import dataclass
from datetime import datetime

from genkan.inquiry.entry import Draft
from genkan.inquiry.incoming.inspecting import Inspected
from genkan.inquiry.joining.relation import Ground
from genkan.inquiry.letter import Reading


@dataclass(frozen=True)
class Arrival:
    """A letter with what was found in it and its files.

    ``follows`` are earlier cases that it names, with why; ``at`` is when it came, None for now.
    """

    draft: Draft
    reading: Reading
    files: tuple[Inspected, ...] = ()
    follows: tuple[tuple[str, Ground], ...] = ()
    at: datetime | None = None
