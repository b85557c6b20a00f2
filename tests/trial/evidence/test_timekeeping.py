"""What the protocol wants done at its times: looks that tell nobody who leads, the end by the rule and by the last day."""

import asyncio
import json
from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import insert, select, update

from genkan.governance import Ledger, Organisation, OrganisationKind, stream_linked
from genkan.governance.store import people
from genkan.jobs import Queue
from genkan.storage import Database, metadata
from genkan.trial import Timekeeper, prove_looks, rules_met
from genkan.trial.gathering import OF_THE_EVIDENCE, read_evidence
from genkan.trial.protocol import (
    Protocol,
    Stopping,
    Trial,
    TrialState,
    WhenMet,
    add_trial,
    begins_at,
    running_trial,
)
from genkan.trial.timekeeping import TAKE_LOOK, result_of, seal_of
from tests.conftest import StillClock

from .story import ARMS, MINISTRIES, TRIAL, Deed, protocol, record, story

LATER = "01970000-0000-7000-8000-00000000bbbb"
PLAN = protocol(
    stopping=Stopping.SEQUENTIAL,
    look_every_days=1,
    planned_half_width=0.25,
    least_votes=150,
    grace_days=2,
)


async def rows(database: Database, table: str) -> list[dict[str, Any]]:
    async with database.read() as connection:
        found = await connection.execute(select(metadata.tables[table]))
        return [dict(row) for row in found.mappings()]


async def events(database: Database, kind: str) -> list[dict[str, Any]]:
    told = [row for row in await rows(database, "ledger_event") if row["kind"] == kind]
    return [{**json.loads(row["details"]), "actor": row["actor"]} for row in told]


async def begin(
    database: Database, trial: str, plan: Protocol, clock: StillClock, *, organisation: str
) -> None:
    """A trial that runs in an organisation."""
    async with database.write() as connection:
        open_trial = Trial(
            id=trial,
            organisation_id=organisation,
            state=TrialState.OPEN,
            draft=plan.document(),
            version=1,
            created_at=clock(),
            created_by="office",
        )
        await add_trial(connection, open_trial)
        signed = {"trial_id": trial, "number": 0, "document": plan.document(), "digest": plan.digest()}
        signed |= {"reason": "", "signed_by": "caio", "signed_at": clock()}
        await connection.execute(insert(metadata.tables["trial_protocol"]), signed)
        here = {"organisation_id": organisation, "trial_id": trial}
        await connection.execute(insert(metadata.tables["trial_organisation"]), here)


async def looked(database: Database, keepers: Sequence[Timekeeper], number: int) -> list[dict[str, Any]]:
    """Every replica runs and takes the look at the same time; gives the looks."""
    for keeper in keepers:
        await keeper.run({})
    [job] = [
        row
        for row in await rows(database, "job")
        if row["task"] == TAKE_LOOK and json.loads(_text(row["payload"]))["number"] == number
    ]
    payload = json.loads(_text(job["payload"]))
    await asyncio.gather(*(keeper.look(payload) for keeper in keepers))
    return await rows(database, "trial_look")


def _text(payload: object) -> str:
    return payload if isinstance(payload, str) else json.dumps(payload)


async def state_of(database: Database, trial: str) -> str:
    return next(row["state"] for row in await rows(database, "trial") if row["id"] == trial)


async def test_looks_ends_and_closing_are_carried_out_once_by_the_protocol(
    database: Database, clock: StillClock
) -> None:
    ledger, queue = Ledger(database, clock, None), Queue(clock)
    keepers = [Timekeeper(database=database, ledger=ledger, queue=queue, clock=clock) for _ in range(2)]
    async with database.write() as connection:
        for number, name in enumerate(MINISTRIES, start=1):
            ministry = Organisation(f"org{number}", name, OrganisationKind.MINISTRY, None)
            await people.add_organisation(connection, ministry, now=clock())
    await begin(database, TRIAL, PLAN, clock, organisation="org1")
    deeds = [deed for deed in story(persons=80, each=3, plan=PLAN) if deed.kind != "trial:trial:closed"]
    half = next(at for at, deed in enumerate(deeds) if deed.object_id.endswith(f"{100:012x}"))
    await record(database, ledger, iter(deeds[:half]), clock)

    clock.moment = datetime(2026, 11, 2, 15, 30, tzinfo=UTC)
    late = [
        Deed(each.kind, each.actor, each.object_id, each.details, each.organisation_id)
        for each in deeds[half:]
    ]
    await record(database, ledger, iter(late), clock)
    [look] = await looked(database, keepers, 1)
    assert (look["number"], look["day"], look["met"]) == (1, "2026-11-03", False)
    [told] = await events(database, "trial:look:recorded")
    assert told["actor"] == "system"
    assert not [arm for arm in ARMS if arm in json.dumps(told)]
    assert {*told} == {"actor", "digest", "number", "day", "met", "votes", "persons", "seal"}
    assert 0 < told["votes"] < 150

    clock.moment = datetime(2026, 11, 3, 16, 0, tzinfo=UTC)
    async with database.read() as connection:
        assert await rules_met(connection, organisation_id="org1") == ()
    _, second = await looked(database, keepers, 2)
    assert second["met"]
    assert second["votes"] >= 150
    assert len(await events(database, "trial:look:recorded")) == 2
    assert await state_of(database, TRIAL) == "open"
    async with database.read() as connection:
        [news] = await rules_met(connection, organisation_id="org1")
        assert (news.trial_id, news.number) == (TRIAL, 2)
        counted = [
            one.event
            async for each in stream_linked(
                connection, kinds=OF_THE_EVIDENCE, until=begins_at(date(2026, 11, 4))
            )
            for one in each
        ]
    result = result_of(read_evidence(TRIAL, counted, key=b"another key of the names" * 2), PLAN)
    assert second["seal"] == seal_of(result, seed=PLAN.seed, number=2) != look["seal"]

    assert [each.holds for each in await prove_looks(database, TRIAL)] == [True, True]
    async with database.write() as connection:
        looks = metadata.tables["trial_look"]
        await connection.execute(update(looks).where(looks.c.number == 1).values(met=True))
    assert [each.holds for each in await prove_looks(database, TRIAL)] == [False, True]
    await _must_end(database, keepers, clock)
    await _last_day(database, keepers, clock)


async def _must_end(database: Database, keepers: list[Timekeeper], clock: StillClock) -> None:
    """Where the rule must be followed, the look itself ends the trial; a clock that is set back opens nothing."""
    must = protocol(**{name: getattr(PLAN, name) for name in _SAID}, when_met=WhenMet.MUST)
    signed = metadata.tables["trial_protocol"]
    async with database.write() as connection:
        row = {"trial_id": TRIAL, "number": 1, "document": must.document(), "digest": must.digest()}
        row |= {"reason": "改めるため。", "signed_by": "caio", "signed_at": clock()}
        await connection.execute(insert(signed), row)
    clock.moment = datetime(2026, 11, 4, 16, 0, tzinfo=UTC)
    *_, third = await looked(database, keepers, 3)
    assert third["met"]
    [ended] = await events(database, "trial:assignment:ended")
    assert (ended["cause"], ended["day"], ended["actor"]) == ("rule", "2026-11-05", "system")
    for moment, state in (
        (datetime(2026, 11, 3, 0, 0, tzinfo=UTC), "ended"),
        (datetime(2026, 11, 7, 14, 59, tzinfo=UTC), "ended"),
        (datetime(2026, 11, 7, 15, 5, tzinfo=UTC), "closed"),
        (datetime(2026, 11, 3, 0, 0, tzinfo=UTC), "closed"),
    ):
        clock.moment = moment
        for keeper in keepers:
            await keeper.run({})
        assert await state_of(database, TRIAL) == state
        async with database.read() as connection:
            assert await running_trial(connection, "org1") is None
    assert len(await events(database, "trial:trial:closed")) == 1


_SAID = ("stopping", "look_every_days", "planned_half_width", "least_votes", "grace_days")


async def _last_day(database: Database, keepers: list[Timekeeper], clock: StillClock) -> None:
    """From the day after the last one in Japan the system closes the trial, once."""
    await begin(database, LATER, protocol(), clock, organisation="org1")
    for moment, state in (
        (datetime(2026, 11, 30, 14, 59, tzinfo=UTC), "open"),
        (datetime(2026, 11, 30, 15, 5, tzinfo=UTC), "closed"),
    ):
        clock.moment = moment
        await asyncio.gather(*(keeper.run({}) for keeper in keepers))
        assert await state_of(database, LATER) == state
    closed = (await events(database, "trial:trial:closed"))[-1]
    assert (closed["cause"], closed["day"], closed["actor"]) == ("last_day", "2026-11-30", "system")
    assert await rows(database, "trial_organisation") == []
