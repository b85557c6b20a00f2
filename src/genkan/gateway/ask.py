"""What a room asks of the door."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from genkan.catalogue import InformationClass
from genkan.providers import Message, Source


class Purpose(StrEnum):
    """What an answer is for (利用目的)."""

    CHAT = "chat"
    COMPARISON = "comparison"
    PROGRAM = "program"
    SEARCH = "search"
    SEARCH_PLANNING = "search_planning"
    INDEX = "index"
    APP = "app"
    INQUIRY = "inquiry"
    REVIEW = "review"
    EVALUATION = "evaluation"
    PROBE = "probe"
    VERIFICATION = "verification"


PURPOSES_OF_PEOPLE = (
    Purpose.CHAT,
    Purpose.COMPARISON,
    Purpose.PROGRAM,
    Purpose.SEARCH,
    Purpose.SEARCH_PLANNING,
    Purpose.INDEX,
    Purpose.APP,
    Purpose.INQUIRY,
    Purpose.REVIEW,
    Purpose.EVALUATION,
)


@dataclass(frozen=True)
class Ask:
    """One question to one deployment.

    ``then`` names a task and its payload to be queued once the answer has ended, whatever its outcome; the payload
    gets ``answer_id`` added.
    """

    person_id: str
    organisation_id: str
    purpose: Purpose
    information_class: InformationClass
    deployment_id: str
    messages: tuple[Message, ...]
    sources: tuple[Source, ...] = ()
    parameters: Mapping[str, object] = field(default_factory=dict[str, object])
    then: tuple[str, Mapping[str, object]] | None = None
