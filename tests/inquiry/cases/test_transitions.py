"""Which deed is possible in which state, and whose it is."""

import pytest

from genkan.inquiry.case import CaseState
from genkan.inquiry.transitions import RULES, Deed, fits, is_theirs

ALWAYS = {Deed.NOTE, Deed.PART}
OPEN = {*ALWAYS, Deed.CONFIRM, Deed.TAKE, Deed.DEADLINE, Deed.REFER, Deed.DECLINE, Deed.JOIN}
IN_HAND = {*OPEN, Deed.DRAFT, Deed.SUBMIT, Deed.ANSWER}
POSSIBLE = {
    CaseState.RECEIVED: OPEN,
    CaseState.ASSIGNED: IN_HAND,
    CaseState.DRAFTED: IN_HAND,
    CaseState.AWAITING: {*ALWAYS, Deed.TAKE, Deed.DEADLINE, Deed.RETURN, Deed.APPROVE},
    CaseState.POSTING: {*ALWAYS, Deed.TAKE, Deed.DEADLINE, Deed.POST, Deed.WITHDRAW},
    CaseState.ANSWERED: {*ALWAYS, Deed.COMPLETE, Deed.WITHDRAW, Deed.REOPEN},
    CaseState.COMPLETED: {*ALWAYS, Deed.REOPEN},
    CaseState.REFERRED: {*ALWAYS, Deed.REOPEN},
    CaseState.DECLINED: {*ALWAYS, Deed.REOPEN},
    CaseState.ERASED: set[Deed](),
}


@pytest.mark.parametrize("state", CaseState)
def test_every_state_has_its_deeds(state: CaseState) -> None:
    assert {deed for deed in Deed if fits(deed, state)} == POSSIBLE[state]


def test_every_state_can_be_reached() -> None:
    led_to = {state for rule in RULES.values() for state in (rule.after, rule.instead) if state}
    assert led_to == set(CaseState) - {CaseState.ERASED}  # erasing is no deed on a case: see erasure


@pytest.mark.parametrize(
    ("deed", "owner", "theirs"),
    [
        (Deed.ANSWER, "me", True),
        (Deed.ANSWER, None, True),  # nobody owns the case yet
        (Deed.ANSWER, "somebody", False),
        (Deed.DRAFT, "somebody", False),
        (Deed.SUBMIT, "somebody", False),
        (Deed.APPROVE, "somebody", True),  # that is for somebody else
        (Deed.REFER, "somebody", False),
        (Deed.DECLINE, "somebody", False),
        (Deed.TAKE, "somebody", True),  # while a colleague is away
        (Deed.NOTE, "somebody", True),
        (Deed.REOPEN, "somebody", True),
    ],
)
def test_ending_a_case_is_the_owners(deed: Deed, owner: str | None, theirs: bool) -> None:
    assert is_theirs(deed, person_id="me", owner_id=owner) is theirs
