"""Which deed is possible in which state, where it leads, and who may do it: one table."""

from dataclasses import dataclass
from enum import StrEnum

from genkan.inquiry.case import CaseState, NoteKind

_OPEN = frozenset(state for state in CaseState if state.is_open)
_KEPT = frozenset(CaseState) - {CaseState.ERASED}
_ENDED = _KEPT - _OPEN
_BEFORE_APPROVAL = _OPEN - {CaseState.AWAITING, CaseState.POSTING}
_IN_HAND = frozenset({CaseState.ASSIGNED, CaseState.DRAFTED})


class Deed(StrEnum):
    """What officers do with a case."""

    CONFIRM = "confirm"
    TAKE = "take"
    NOTE = "note"
    DRAFT = "draft"
    SUBMIT = "submit"
    RETURN = "return"
    APPROVE = "approve"
    POST = "post"
    WITHDRAW = "withdraw"
    ANSWER = "answer"
    COMPLETE = "complete"
    REFER = "refer"
    DECLINE = "decline"
    JOIN = "join"
    PART = "part"
    DEADLINE = "deadline"
    REOPEN = "reopen"


REPLY_DEEDS = frozenset({Deed.DRAFT, Deed.SUBMIT, Deed.RETURN, Deed.APPROVE, Deed.POST, Deed.WITHDRAW})


@dataclass(frozen=True)
class Rule:
    """When a deed is possible.

    ``after`` is the state to which it leads, None where the case stays as it is, ``instead`` another one to which it may
    lead; ``owner_only`` keeps other officers
    from it where the case has an owner; ``note`` is the kind of note in which its words are kept, None where it has none.
    """

    before: frozenset[CaseState]
    after: CaseState | None = None
    owner_only: bool = False
    note: NoteKind | None = None
    instead: CaseState | None = None


RULES = {
    Deed.CONFIRM: Rule(_BEFORE_APPROVAL, CaseState.ASSIGNED),
    Deed.TAKE: Rule(_OPEN),
    Deed.NOTE: Rule(_KEPT, note=NoteKind.NOTE),
    Deed.DRAFT: Rule(_IN_HAND, CaseState.DRAFTED, owner_only=True),
    Deed.SUBMIT: Rule(_IN_HAND, CaseState.AWAITING, owner_only=True, note=NoteKind.PASSED),
    Deed.RETURN: Rule(frozenset({CaseState.AWAITING}), CaseState.DRAFTED, note=NoteKind.RETURNED),
    Deed.APPROVE: Rule(frozenset({CaseState.AWAITING}), CaseState.ANSWERED, instead=CaseState.POSTING),
    Deed.POST: Rule(frozenset({CaseState.POSTING}), CaseState.ANSWERED),
    Deed.WITHDRAW: Rule(frozenset({CaseState.ANSWERED, CaseState.POSTING}), CaseState.DRAFTED),
    Deed.ANSWER: Rule(_IN_HAND, CaseState.ANSWERED, owner_only=True, note=NoteKind.ANSWERED),
    Deed.COMPLETE: Rule(frozenset({CaseState.ANSWERED}), CaseState.COMPLETED),
    Deed.REFER: Rule(_BEFORE_APPROVAL, CaseState.REFERRED, owner_only=True, note=NoteKind.REFERRED),
    Deed.DECLINE: Rule(_BEFORE_APPROVAL, CaseState.DECLINED, owner_only=True, note=NoteKind.DECLINED),
    Deed.JOIN: Rule(_BEFORE_APPROVAL, CaseState.DECLINED, owner_only=True),
    Deed.PART: Rule(_KEPT),
    Deed.DEADLINE: Rule(_OPEN, note=NoteKind.DEADLINE),
    Deed.REOPEN: Rule(_ENDED, CaseState.RECEIVED, note=NoteKind.REOPENED),
}


def fits(deed: Deed, state: CaseState) -> bool:
    """Whether the deed is possible in the state."""
    return state in RULES[deed].before


def is_theirs(deed: Deed, *, person_id: str, owner_id: str | None) -> bool:
    """Whether the person may do it: where a case has an owner, some deeds are the owner's alone."""
    return not RULES[deed].owner_only or owner_id in (None, person_id)
