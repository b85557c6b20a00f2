"""What events say, as far as a pack may tell it: everything but who did it and what was asked."""

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any, cast

import msgspec

from genkan.governance import Event, LinkedEvent
from genkan.kit import canonical_json
from genkan.trial.events import TrialEvent
from genkan.trial.gathering import Pseudonyms
from genkan.trial.pack.contents import EventContent, PackedEvent
from genkan.trial.pack.hashing import BLOCK, Continued, state_after

_COMMAND_LINE = "command_line"
_TOLD_ACTORS = frozenset({"system", _COMMAND_LINE})
# Whoever signs a protocol is named in its row, too.
_TOLD_KINDS = frozenset({TrialEvent.FROZEN, TrialEvent.AMENDED})
_OF_PERSONS = frozenset(
    {TrialEvent.ASSIGNED, TrialEvent.VOTED, TrialEvent.GUESSED, TrialEvent.MARKED, TrialEvent.USED}
    | {TrialEvent.PULSED}
)
_NAME = re.compile("p[0-9a-f]{20}")
_EXPERT = re.compile("[mp][0-9a-f]{20}")
_BEFORE_ACTOR = len(b'{"actor":')


def contents_of(events: Sequence[LinkedEvent], names: Pseudonyms) -> Iterator[EventContent]:
    """What the events of one object, or of the setting, say."""
    askers = {one.event.actor for one in events if one.event.kind == TrialEvent.ASSIGNED}
    for event, is_altered in ((one.event, one.is_altered) for one in events):
        details, conversation, withheld = ("", "", True) if is_altered else _details(event, names)
        told = _is_told(event)
        hidden = 0 if told or withheld else _length(event.actor)
        yield EventContent(
            id=event.id,
            at=event.at,
            writer=event.writer_id,
            organisation=event.organisation_id,
            actor=event.actor if told else _named(event, askers, names),
            details=details,
            conversation=conversation,
            hidden=hidden,
            state=state_after(event.text.encode()[: hidden_bytes(hidden)]) if hidden else "",
            withheld=withheld,
        )


def hidden_bytes(actor: int) -> int:
    """The whole blocks in which an actor stands who takes so many bytes in JSON; 0 for none."""
    return -(-(_BEFORE_ACTOR + actor) // BLOCK) * BLOCK if actor else 0


def rest_of(content: EventContent, *, kind: str, object_id: str) -> Continued:
    """What of an event's text is told, ready to be hashed after what is not."""
    actor = "x" * (content.hidden - 2) if content.hidden else content.actor
    event = Event(
        content.id, content.at, content.writer, kind, actor, content.organisation, object_id, content.details
    )
    start = hidden_bytes(content.hidden)
    return Continued(content.state, start, event.text.encode()[start:])


def may_be_withheld(event: PackedEvent, content: EventContent) -> bool:
    """Whether the digest of an event may be left unproven, which is so of few kinds, and of no vote.

    That is one that was altered in the ledger or cannot be read; the digest of a question without salt; and what the
    command line did for a person.
    """
    if event.altered or not content.details:
        return True
    if event.kind == TrialEvent.ASSIGNED:
        asked = msgspec.json.decode(content.details, type=_Question)
        return not asked.question_digest and not asked.question_salted
    return content.actor == _COMMAND_LINE and event.kind not in _OF_PERSONS


def is_pseudonym(content: EventContent, *, kind: str) -> bool:
    """Whether a hidden actor goes by a name such as persons have, and experts when they mark."""
    form = _EXPERT if kind == TrialEvent.MARKED else _NAME
    return form.fullmatch(content.actor) is not None


class _Question(msgspec.Struct):
    question_digest: str = ""
    question_salted: bool = False


def _is_told(event: Event) -> bool:
    """Whether the actor is told as it is. Rows have pseudonyms of everyone who acts as a person."""
    if event.kind in _OF_PERSONS:
        return False
    return event.actor in _TOLD_ACTORS or event.kind in _TOLD_KINDS


def _named(event: Event, askers: set[str], names: Pseudonyms) -> str:
    """An expert has a name of another kind, except who marks an own answer, which does not count."""
    if event.kind == TrialEvent.MARKED and event.actor not in askers:
        return names.marker(event.actor)
    return names.person(event.actor)


def _details(event: Event, names: Pseudonyms) -> tuple[str, str, bool]:
    """The details, the pseudonym of their conversation, and whether something in them is not told.

    That is a person for whom the command line did it, and a digest of a question that could be guessed.
    """
    try:
        found: Any = json.loads(event.details)
    except ValueError:
        return "", "", True
    if not isinstance(found, dict):
        return "", "", True
    told = cast("dict[str, Any]", found)
    conversation = names.conversation(str(told.get("conversation", "")))
    guessable = bool(told.get("question_digest")) and not told.get("question_salted")
    named = "person" in told and event.kind not in _TOLD_KINDS
    if not guessable and not named:
        return event.details, conversation, False
    less = {name: value for name, value in told.items() if name != "person"}
    if "question_digest" in less:
        less["question_digest"] = ""
    return canonical_json(less), conversation, True


def _length(actor: str) -> int:
    return len(json.dumps(actor, ensure_ascii=False).encode())
