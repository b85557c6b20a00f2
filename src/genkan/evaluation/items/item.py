"""A question of the item bank (設問): what is asked, what counts as an answer, and how far it has come."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from genkan.evaluation.graders import Form, RubricLine
from genkan.evaluation.items.field import Field

MOST_CHOICES, MOST_KEYS, MOST_RUBRIC_LINES = 10, 20, 10
LONGEST_PROMPT, LONGEST_LINE, LONGEST_SOURCE = 20_000, 500, 300
LONGEST_NAME = 60
LETTERS = "abcdefghij"


class ItemState(StrEnum):
    """How far a question is; only an approved one is drawn for a test."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    APPROVED = "approved"
    RETIRED = "retired"

    @property
    def label(self) -> str:
        """The Japanese name."""
        return _STATES[self]


_STATES = {
    ItemState.DRAFT: "下書き",
    ItemState.IN_REVIEW: "確認待ち",
    ItemState.APPROVED: "承認済み",
    ItemState.RETIRED: "使用終了",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemDraft:
    """What an author writes.

    ``choices`` are the texts of a choice; its ``key`` is the letter of the right one, ``a`` for the first. Elsewhere
    ``key`` holds the answers that count, or what an answer must contain. ``difficulty`` is 1 (easy) to 3 (hard).
    Questions of one ``family`` share a text or an idea and are not independent of each other. ``as_of`` is the day
    whose rules are meant.
    """

    field: Field
    form: Form
    prompt: str
    choices: tuple[str, ...] = ()
    key: tuple[str, ...] = ()
    rubric: tuple[RubricLine, ...] = ()
    grader: str = ""
    source: str = ""
    difficulty: int = 2
    family: str = ""
    language: str = "ja"
    tolerance: float = 0.0
    as_of: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Item(ItemDraft):
    """A question as it is kept; ``code`` is the number that people call it by, ``version`` counts from 1.

    ``author_id`` wrote this version and is None where the command line brought it in; ``reviewer_id`` approved it.
    """

    id: str
    organisation_id: str
    code: str
    version: int
    state: ItemState
    author_id: str | None
    reviewer_id: str | None
    changed_at: datetime

    @property
    def heading(self) -> str:
        """The first words of the prompt."""
        line = self.prompt.split("\n", 1)[0]
        return line if len(line) <= 60 else line[:59] + "…"
