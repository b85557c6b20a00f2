"""Which deed is possible in which state, where it leads, and who may do it: one table."""

from dataclasses import dataclass
from enum import StrEnum

from genkan.inquiry.case import CaseState, NoteKind

_OPEN = frozenset({CaseState.RECEIVED, CaseState.ASSIGNED})
_ENDED = frozenset(CaseState) - _OPEN


class Deed(StrEnum):
    """What officers do with a case."""

    CONFIRM = "confirm"
    TAKE = "take"
    NOTE = "note"
    ANSWER = "answer"
    COMPLETE = "complete"
    REFER = "refer"
    DECLINE = "decline"
    REOPEN = "reopen"


@dataclass(frozen=True)
class Rule:
    """When a deed is possible.

    ``after`` is the state to which it leads, None where the case stays as it is; ``owner_only`` keeps other officers
    from it where the case has an owner; ``note`` is the kind of note in which its words are kept, None where it has none.
    """

    before: frozenset[CaseState]
    after: CaseState | None = None
    owner_only: bool = False
    note: NoteKind | None = None


RULES = {
    Deed.CONFIRM: Rule(_OPEN, CaseState.ASSIGNED),
    Deed.TAKE: Rule(_OPEN),
    Deed.NOTE: Rule(frozenset(CaseState), note=NoteKind.NOTE),
    Deed.ANSWER: Rule(
        frozenset({CaseState.ASSIGNED}), CaseState.ANSWERED, owner_only=True, note=NoteKind.ANSWERED
    ),
    Deed.COMPLETE: Rule(frozenset({CaseState.ANSWERED}), CaseState.COMPLETED),
    Deed.REFER: Rule(_OPEN, CaseState.REFERRED, owner_only=True, note=NoteKind.REFERRED),
    Deed.DECLINE: Rule(_OPEN, CaseState.DECLINED, owner_only=True, note=NoteKind.DECLINED),
    Deed.REOPEN: Rule(_ENDED, CaseState.RECEIVED, note=NoteKind.REOPENED),
}


def fits(deed: Deed, state: CaseState) -> bool:
    """Whether the deed is possible in the state."""
    return state in RULES[deed].before


def is_theirs(deed: Deed, *, person_id: str, owner_id: str | None) -> bool:
    """Whether the person may do it: where a case has an owner, some deeds are the owner's alone."""
    return not RULES[deed].owner_only or owner_id in (None, person_id)
