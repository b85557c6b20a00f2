"""The rules of an organisation in the records, on both engines, and at the door."""

import json
import logging
from datetime import time

import pytest
from sqlalchemy import select

from genkan.catalogue import InformationClass
from genkan.gateway import Outcome, load_rules, set_rules
from genkan.gateway.store.rules import organisation_rule
from genkan.governance.ledger.store.tables import ledger_event
from genkan.kit import system_clock
from genkan.policy import Kind, OpeningHours, Rules, Treatment
from genkan.storage import read_changes
from tests.gateway.conftest import EXTRACT, House

FULL = Rules(
    ceiling=InformationClass.ONE,
    disallowed_deployments=frozenset({"one", "two"}),
    disallowed_models=frozenset({"three"}),
    allowed_models=frozenset({"four"}),
    allowed_apps=frozenset(),
    allowed_purposes=frozenset({"chat"}),
    places=frozenset({"JP", "DE"}),
    government_cloud_for_two=True,
    ismap_for_two=True,
    treatments={Kind.NAME: Treatment.WARN, Kind.MY_NUMBER: Treatment.REFUSE},
    banned_words=("極秘計画", "例"),
    max_characters=20_000,
    opening_hours=(OpeningHours(weekdays=frozenset({0, 4}), begins=time(8, 30), ends=time(18, 15)),),
)


async def put(house: House, rules: Rules) -> bool:
    async with house.database.write() as connection:
        return await set_rules(
            connection,
            house.person.organisation_id,
            rules,
            ledger=house.ledger,
            clock=system_clock,
            actor=house.person.id,
        )


async def read(house: House) -> Rules:
    async with house.database.read() as connection:
        return await load_rules(connection, house.person.organisation_id)


async def test_an_organisation_that_decided_nothing_has_the_initial_rules(house: House) -> None:
    assert await read(house) == Rules()


async def test_what_was_set_comes_back(house: House) -> None:
    assert await put(house, FULL)
    assert await read(house) == FULL
    assert await put(house, Rules(max_characters=5))
    assert await read(house) == Rules(max_characters=5)


async def test_the_deed_is_recorded_without_the_banned_words_and_told_to_other_processes(
    house: House,
) -> None:
    async with house.database.read() as connection:
        before = (await read_changes(connection)).get("rules", 0)
    await put(house, FULL)
    assert not await put(house, FULL)
    async with house.database.read() as connection:
        events = (await connection.execute(select(ledger_event))).mappings().all()
        after = (await read_changes(connection))["rules"]
    [event] = [event for event in events if event["kind"] == "organisation:rules:changed"]
    details = json.loads(event["details"])
    assert (event["actor"], event["object_id"]) == (house.person.id, house.person.organisation_id)
    assert details["after"]["banned_words"] == 2
    assert details["before"]["ceiling"] == 2
    assert details["after"]["treatments"] == {"個人の氏名": "warn", "個人番号": "refuse"}
    assert "極秘計画" not in event["details"]
    assert after == before + 1


@pytest.mark.parametrize(
    "stored",
    [
        {"ceiling": 2, "unknown": True},
        {"ceiling": 9},
        {"treatments": {"nonsense": "mask"}},
        {"opening_hours": [{"weekdays": [9], "begins": "08:00", "ends": "09:00"}]},
        [],
        "rules",
    ],
)
async def test_rules_that_cannot_be_read_let_nothing_go(
    house: House, stored: object, caplog: pytest.LogCaptureFixture
) -> None:
    deployment = await house.connect(EXTRACT)
    await put(house, FULL)
    async with house.database.write() as connection:
        await connection.execute(organisation_rule.update().values(rules=stored))
    with caplog.at_level(logging.ERROR):
        answer = await house.end_of(await house.ask(deployment))
    assert answer.outcome is Outcome.REFUSED_BY_POLICY
    assert "cannot be read; save them anew" in caplog.text


async def test_the_door_obeys_from_the_next_question_on(house: House) -> None:
    deployment = await house.connect(EXTRACT)
    assert (await house.end_of(await house.ask(deployment))).outcome is Outcome.COMPLETED
    await put(house, Rules(max_characters=3))
    answer = await house.end_of(await house.ask(deployment))
    assert answer.outcome is Outcome.REFUSED_BY_POLICY
    assert answer.sentence.startswith("所属する組織で一度に送信できるのは3文字までです。")
    await put(house, Rules())
    assert (await house.end_of(await house.ask(deployment))).outcome is Outcome.COMPLETED
