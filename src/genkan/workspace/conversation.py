"""A conversation: turns in order, each with one or more answers to the same question."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from genkan.catalogue import InformationClass


@dataclass(frozen=True, kw_only=True)
class Choices:
    """What a person chooses for the next answer; ``collection_ids`` matter only where ``searches`` is true."""

    deployment_id: str
    searches: bool
    collection_ids: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Conversation:
    """A conversation of one person; its information class (情報区分) never changes.

    ``last_answer_id`` is the answer that was asked for last; ``seen_at`` when the person last saw the page with
    every answer ended.
    """

    id: str
    person_id: str
    organisation_id: str
    title: str
    information_class: InformationClass
    choices: Choices
    last_answer_id: str | None
    seen_at: datetime | None
    created_at: datetime
    updated_at: datetime


@dataclass(frozen=True, kw_only=True)
class Turn:
    """A question at one place of a conversation.

    ``version`` counts the wordings of the question, 1 first; ``replaces`` is the turn with the wording before.
    A turn that was superseded is kept, together with what followed it.
    """

    id: str
    conversation_id: str
    position: int
    version: int
    replaces: str | None
    question: str
    created_at: datetime
    superseded_at: datetime | None

    @property
    def current(self) -> bool:
        """Whether it belongs to the conversation as it stands."""
        return self.superseded_at is None

    def stood_at(self, moment: datetime) -> bool:
        """Whether it belonged to the conversation just before ``moment``."""
        return self.created_at < moment and (self.superseded_at is None or self.superseded_at >= moment)


@dataclass(frozen=True, kw_only=True)
class AnswerVersion:
    """One answer to the question of a turn, 1 first."""

    turn_id: str
    version: int
    answer_id: str
    created_at: datetime


def as_it_stands(turns: Sequence[Turn]) -> tuple[Turn, ...]:
    """The turns of the conversation now, in order."""
    return tuple(sorted((turn for turn in turns if turn.current), key=_position))


def as_it_stood(turns: Sequence[Turn], *, with_turn: Turn) -> tuple[Turn, ...]:
    """The turns of the conversation when ``with_turn`` last belonged to it, in order."""
    if with_turn.superseded_at is None:
        return as_it_stands(turns)
    moment = with_turn.superseded_at
    return tuple(sorted((turn for turn in turns if turn.stood_at(moment)), key=_position))


def _position(turn: Turn) -> int:
    return turn.position
