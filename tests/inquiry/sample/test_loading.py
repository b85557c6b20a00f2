"""The sample letters as cases at every stage, loaded once; each story is one that the desk allows."""

import json
from collections import Counter, defaultdict

import pytest

from genkan.governance import Organisation, OrganisationKind, Role
from genkan.governance.store import people
from genkan.inquiry.block import unknown_places
from genkan.inquiry.case import CaseState
from genkan.inquiry.sample import sample_inquiries
from genkan.inquiry.sample.blocks import sample_blocks
from genkan.inquiry.sample.loading import deeds_with
from genkan.inquiry.transitions import RULES, fits
from genkan.kit import new_id
from tests.workspace.conftest import Workspace

LETTERS = sample_inquiries()


@pytest.mark.parametrize("age", [0.0, 0.1, 0.2, 0.5, 1.0])
def test_every_story_is_one_that_the_desk_allows(age: float) -> None:
    for place, letter in enumerate(LETTERS, start=1):
        state = CaseState.RECEIVED
        for deed in deeds_with(letter, place, age=age):
            assert fits(deed, state), (letter.id, deed, state)
            state = RULES[deed].after or state


async def test_the_letters_become_cases_once(workspace: Workspace) -> None:
    parts = workspace.parts
    office = Organisation(new_id(workspace.clock), "総務課", OrganisationKind.BUREAU, workspace.ministry.id)
    async with parts.database.write() as connection:
        await people.add_organisation(connection, office, now=workspace.clock())
    for organisation in (workspace.ministry, workspace.city):
        await workspace.person(f"{organisation.name}の窓口", Role.INQUIRY_OFFICER, of=organisation)
    loading = parts.inquiries.load_sample
    assert await loading(workspace.ministry, workspace.city, actor="command_line") == len(LETTERS)
    assert await loading(workspace.ministry, workspace.city, actor="command_line") == 0
    blocks = await workspace.rows("inquiry_block")
    assert len(blocks) == 2 * len(sample_blocks()) > 10
    assert not any(unknown_places(block["text"]) for block in blocks)
    assert sum(block["topic_id"] is not None for block in blocks) == 2 * sum(
        bool(each.topic) for each in sample_blocks()
    )
    cases = await workspace.rows("inquiry_case")
    assert {case["text"] for case in cases} == {letter.text for letter in LETTERS}
    assert {case["organisation_id"] for case in cases} == {workspace.ministry.id, workspace.city.id}
    states = Counter(case["state"] for case in cases)
    assert set(states) == {"received", "assigned", "answered", "completed", "referred"}
    assert min(states.values()) >= 8
    assert {case["office_id"] for case in cases} == {office.id, None}
    assert len({(case["organisation_id"], case["number"]) for case in cases}) == len(LETTERS)
    assert all(case["received_at"] < workspace.clock() for case in cases)
    await _record_tells_each_state(workspace, {case["id"]: case["state"] for case in cases})


async def _record_tells_each_state(workspace: Workspace, states: dict[str, str]) -> None:
    told: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
    for event in await workspace.rows("ledger_event"):
        if event["object_id"] in states:
            details = json.loads(event["details"])
            told[event["object_id"]].append((details.get("version", 1), details.get("state", "received")))
            assert event["actor"] == "command_line"
    assert {case_id: max(events)[1] for case_id, events in told.items()} == states
