"""A question of an evaluation, and what came of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from genkan.catalogue import InformationClass
from genkan.gateway.answer import Outcome
from genkan.providers import Message


class Fault(StrEnum):
    """Whose fault it is that there is no answer.

    ``PASSING``: the endpoint could not be had, which says nothing of the question. ``SETTING``: the connection is not set
    up for questions like this, so every other question would fail, too. ``NONE``: what there is, is the outcome.
    """

    NONE = "none"
    PASSING = "passing"
    SETTING = "setting"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExamAsk:
    """A question to one deployment: at most ``longest`` tokens and ``seconds`` from the sending to the last word.

    The organisation is charged, under the name ``app``, or that of all evaluations where it is empty, and ``parameters`` are sent as they are: nothing is fitted to the model.
    """

    organisation_id: str
    information_class: InformationClass
    deployment_id: str
    messages: tuple[Message, ...]
    longest: int
    seconds: float
    parameters: Mapping[str, object] = field(default_factory=dict[str, object])
    app: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What came of a question. ``sentence`` says in Japanese why it is not whole, empty where it is.

    ``call_id`` names the row of the record, empty where nothing was sent. ``first_seconds`` and ``seconds`` are from the
    sending to the first and the last word; ``micro_yen`` is ``None`` where no price is known. ``masked``: personal data
    was taken out of the question. ``served_by`` is what the endpoint says of itself.
    """

    outcome: Outcome
    text: str
    sentence: str
    fault: Fault
    model: str
    build: str
    asked_at: datetime
    answered_at: datetime
    call_id: str = ""
    first_seconds: float | None = None
    seconds: float = 0.0
    micro_yen: int | None = 0
    read: int = 0
    wrote: int = 0
    masked: bool = False
    served_by: str = ""
