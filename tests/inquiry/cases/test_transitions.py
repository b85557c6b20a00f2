"""Which deed is possible in which state, and whose it is."""

import pytest

from genkan.inquiry.case import CaseState
from genkan.inquiry.transitions import RULES, Deed, fits, is_theirs

POSSIBLE = {
    CaseState.RECEIVED: {Deed.CONFIRM, Deed.TAKE, Deed.NOTE, Deed.REFER, Deed.DECLINE},
    CaseState.ASSIGNED: {Deed.CONFIRM, Deed.TAKE, Deed.NOTE, Deed.ANSWER, Deed.REFER, Deed.DECLINE},
    CaseState.ANSWERED: {Deed.NOTE, Deed.COMPLETE, Deed.REOPEN},
    CaseState.COMPLETED: {Deed.NOTE, Deed.REOPEN},
    CaseState.REFERRED: {Deed.NOTE, Deed.REOPEN},
    CaseState.DECLINED: {Deed.NOTE, Deed.REOPEN},
}


@pytest.mark.parametrize("state", CaseState)
def test_every_state_has_its_deeds(state: CaseState) -> None:
    assert {deed for deed in Deed if fits(deed, state)} == POSSIBLE[state]


def test_every_state_can_be_reached() -> None:
    led_to = {rule.after for rule in RULES.values() if rule.after}
    assert led_to == set(CaseState)


@pytest.mark.parametrize(
    ("deed", "owner", "theirs"),
    [
        (Deed.ANSWER, "me", True),
        (Deed.ANSWER, None, True),  # nobody owns the case yet
        (Deed.ANSWER, "somebody", False),
        (Deed.REFER, "somebody", False),
        (Deed.DECLINE, "somebody", False),
        (Deed.TAKE, "somebody", True),  # while a colleague is away
        (Deed.NOTE, "somebody", True),
        (Deed.REOPEN, "somebody", True),
    ],
)
def test_ending_a_case_is_the_owners(deed: Deed, owner: str | None, theirs: bool) -> None:
    assert is_theirs(deed, person_id="me", owner_id=owner) is theirs
