"""What a draft is to be made of, kept until it is made."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from genkan.catalogue import InformationClass
from genkan.inquiry.drafting.composing import Frame, Point
from genkan.inquiry.drafting.language import Language

CLASS_OF_LETTERS = InformationClass.TWO
"""Of a letter of which nobody said it: it names a citizen."""
OFFERED_CLASSES = (InformationClass.ONE, InformationClass.TWO)


class DraftingState(StrEnum):
    """Where a draft stands that is being written; one that was USED stands in the reply."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    USED = "used"

    @property
    def is_open(self) -> bool:
        """Whether more will come."""
        return self in (DraftingState.WAITING, DraftingState.RUNNING)


@dataclass(frozen=True)
class Wish:
    """A whole reply to ``points`` in ``frame``, or where there is a ``language``, a translation of ``text``.

    ``blocks`` are the ids of the building blocks in the points, ``information_class`` is that of the letter. Without a ``deployment_id`` no model is asked.
    """

    organisation_id: str
    deployment_id: str = ""
    frame: Frame | None = None
    points: tuple[Point, ...] = ()
    blocks: tuple[str, ...] = ()
    text: str = ""
    language: Language | None = None
    information_class: InformationClass = CLASS_OF_LETTERS

    @property
    def steps(self) -> int:
        """How many answers of a model it takes."""
        return 1 if self.language else len(self.points)


@dataclass(frozen=True)
class Failure:
    """Why there is no draft: message identifiers with the details that fill them."""

    sentence: str
    next_step: str
    details: dict[str, str]


@dataclass(frozen=True)
class Drafting:
    """A draft that is being written, or was; ``answers`` are those of a model so far, ``text`` the whole at its end."""

    id: str
    case_id: str
    person_id: str
    state: DraftingState
    wish: Wish
    answers: tuple[str, ...]
    text: str
    failure: Failure | None
    begun_at: datetime
