"""Places of a running trial: balanced under haste, never twice, recomputed from the ledger alone."""

import asyncio
import json
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from itertools import permutations
from typing import Any

import httpx2
import msgspec
import pytest
from bs4 import BeautifulSoup
from sqlalchemy import update

from genkan.catalogue import InformationClass
from genkan.governance import Event, Person, Role, read_events
from genkan.jobs import Queue
from genkan.policy import Rules
from genkan.storage import metadata
from genkan.trial import open_desk
from genkan.trial.allotting import (
    Allotter,
    Occasion,
    Restriction,
    Situation,
    eligibility,
    exposure_table,
    prove_assignments,
    read_exposures,
    read_proof,
)
from genkan.trial.allotting.verification import NEEDED
from genkan.trial.errors import TooFewArms
from genkan.trial.evidence import Mode
from genkan.trial.reading import read_report
from tests.conftest import StillClock

from .conftest import QUESTION, TrialRoom
from .running import agree, arm_of, run_trial, sign, task_named
from .test_compare_flow import FORM
from .test_compare_flow import start as send


async def start(browser: httpx2.AsyncClient, clock: StillClock | None = None, **changes: str) -> str:
    """Send the form, a second later than what came before where the order matters."""
    if clock is not None:
        clock.advance(seconds=1)
    return await send(browser, **changes)


@dataclass
class Office:
    """A trial of three arms in the ministry, and the people who agreed to it."""

    room: TrialRoom
    trial: str
    people: tuple[Person, ...]
    deployments: tuple[Any, ...]

    async def assigned(self) -> list[dict[str, Any]]:
        """The details of every assignment, oldest first."""
        return [json.loads(row["details"]) for row in await self.room.events("trial:comparison:assigned")]

    async def proof(self) -> Any:
        """The assignments recomputed."""
        async with self.room.database.read() as connection:
            return await read_proof(connection, self.trial)


async def office(room: TrialRoom, *, people: int = 1, **protocol: Any) -> Office:
    """Open a trial of three builds of the extractive answerer."""
    titles = ("抽出回答（甲）", "抽出回答（乙）", "抽出回答（丙）")
    deployments = tuple([await room.connect(title, protocol="extract", build="1") for title in titles])
    arms = [arm_of(each, name) for each, name in zip(deployments, ("甲", "乙", "丙"), strict=True)]
    given = {"organisation_id": room.organisation.id, "arms": arms, **protocol}
    trial = await run_trial(room.database, room.ledger, room.clock, **given)
    named = tuple([await room.person(f"試験花子{number}") for number in range(people)])
    await agree(room.database, room.clock, trial, *named)
    return Office(room, trial, named, deployments)


async def test_haste_keeps_the_balance(room: TrialRoom) -> None:
    """Twelve people compare at once: two whole blocks, every ordered pair twice, no place twice."""
    run = await office(room, people=12)
    browsers = [await room.browser(person) for person in run.people]
    await asyncio.gather(*(start(browser) for browser in browsers))
    assigned = await run.assigned()

    pairs = Counter((each["sides"]["a"]["name"], each["sides"]["b"]["name"]) for each in assigned)
    assert pairs == dict.fromkeys(permutations("甲乙丙", 2), 2)
    assert len({(each["block"], each["place"]) for each in assigned}) == 12
    proof = await run.proof()
    assert (proof.follows, proof.drawn, proof.strata, proof.gaps) == (True, 12, 1, 0)
    await room.until_ended(24)
    async with room.database.read() as connection:
        table = exposure_table(await read_exposures(connection, run.trial))
        report = await read_report(connection)
    assert (table.exposures, table.persons) == (12, 12)
    assert [(arm.given, arm.as_a, arm.as_b, arm.by_class) for arm in table.arms] == [
        (8, 4, 4, {1: 8, 2: 0})
    ] * 3
    assert [(pair.given, pair.first_as_a) for pair in table.pairs] == [(4, 2)] * 3
    assert (report.comparisons, report.exclusions) == (0, {}), "a trial tells nothing in the everyday report"


async def test_a_failure_after_the_place_gives_it_back(
    room: TrialRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is not recorded was not taken: the next one stands at the same place."""
    run = await office(room)
    browser = await room.browser(run.people[0])
    record = room.ledger.record

    async def crash(*_arguments: object, **_more: object) -> str:
        raise RuntimeError("the process died")

    monkeypatch.setattr(room.ledger, "record", crash)
    with pytest.raises(RuntimeError, match="died"):
        await browser.post("/compare", data=FORM)
    monkeypatch.setattr(room.ledger, "record", record)
    await start(browser, room.clock)
    [assigned] = await run.assigned()
    assert (assigned["block"], assigned["place"]) == (0, 0)
    for table in ("comparison", "trial_allotted"):
        assert len(await room.rows(table)) == 1


async def test_who_takes_part(room: TrialRoom) -> None:
    """Without consent, outside the days or the classes of the protocol, everything is drawn as before."""
    run = await office(room, information_classes=(1,), prompt="結論から答えてください。")
    browser = await room.browser(run.people[0])
    stranger = await room.browser(await room.person("試験太郎"))
    await start(browser, room.clock, forged_arm="甲", deployment=run.deployments[0].id)
    await start(stranger, room.clock)
    await start(browser, room.clock, information_class="2")
    await agree(room.database, room.clock, run.trial, *run.people, agreed=False)
    await start(browser, room.clock)
    await agree(room.database, room.clock, run.trial, *run.people)
    room.clock.advance(days=90)
    await start(browser, room.clock)
    assert [bool(each.get("trial")) for each in await run.assigned()] == [True, False, False, False, False]
    told = Counter("結論から答えてください。" in str(row["messages"]) for row in await room.rows("answer"))
    assert told == {True: 2, False: 8}, "both arms of the trial were told its prompt, and nobody else"
    assert (await run.proof()).follows


async def test_a_form_sent_twice_and_a_clock_set_back(room: TrialRoom) -> None:
    run = await office(room)
    browser = await room.browser(run.people[0])
    sending = "0192d3c4-0000-7000-8000-000000000001"
    assert await start(browser, sending_id=sending) == await start(browser, sending_id=sending)
    room.clock.advance(days=-1)
    await start(browser, room.clock)
    assigned = await run.assigned()
    assert {(each["block"], each["place"]) for each in assigned} == {(0, 0), (0, 1)}
    assert (await run.proof()).follows


async def test_restrictions_are_strata_of_their_own(room: TrialRoom) -> None:
    """Class two leaves two arms; another build behind one of them leaves one, and then nothing is asked."""
    run = await office(room)
    await amend(run, highest_class=1)
    browser = await room.browser(run.people[0])
    await start(browser, room.clock)
    await start(browser, room.clock, information_class="2")
    await swap_build(run, 1)
    await start(browser, room.clock)
    refused = await browser.post("/compare", data={**FORM, "information_class": "2"})
    assert refused.status_code == 422
    assert QUESTION in refused.text

    assigned = await run.assigned()
    assert [each.get("restricted", {}) for each in assigned] == [{}, {"甲": "class"}, {"乙": "build_changed"}]
    assert [each["eligible"] for each in assigned] == [["丙", "乙", "甲"], ["丙", "乙"], ["丙", "甲"]]
    assert [(each["block"], each["place"]) for each in assigned] == [(0, 0)] * 3
    proof = await run.proof()
    assert (proof.follows, proof.strata) == (True, 3)


async def test_one_arm_for_a_conversation_or_a_person(room: TrialRoom) -> None:
    """Conversations get the arms in blocks and keep them; persons keep theirs in every conversation."""
    tasks = (task_named("chat", Mode.CONVERSATION), task_named("summary", Mode.PERSON))
    run = await office(room, people=3, tasks=tasks)
    allotter = Allotter(room.clock)

    async def arm(person: Person, conversation: str, *, task: str = "chat", turn: int = 1) -> str:
        occasion = Occasion(
            person=person,
            task=task,
            information_class=InformationClass.ONE,
            conversation=conversation,
            turn=turn,
        )
        async with room.database.write() as connection:
            running = await allotter.trial_for(connection, occasion)
            assert running is not None
            allotment = await allotter.one(connection, running, occasion)
            await room.ledger.record(
                connection,
                "trial:comparison:assigned",
                actor=person.id,
                organisation_id=person.organisation_id,
                object_id=f"{conversation}/{turn}",
                details=msgspec.to_builtins(allotment.details("問い")),
            )
        return allotment.arms[0].name

    first = run.people[0]
    chats = [await arm(first, f"c{number}") for number in range(3)]
    again = [await arm(first, f"c{number}", turn=2) for number in range(3)]
    people = [await arm(person, "p", task="summary") for person in run.people]
    later = [await arm(person, "q", task="summary", turn=3) for person in run.people]
    assert (sorted(chats), again) == (sorted("甲乙丙"), chats)
    assert (sorted(people), later) == (sorted("甲乙丙"), people)
    hasty = await room.person("試験次郎")
    await agree(room.database, room.clock, run.trial, hasty)
    tabs = await asyncio.gather(*(arm(hasty, f"r{number}", task="summary") for number in range(4)))
    assert len(set(tabs)) == 1, "two tabs at once give one arm"
    proof = await run.proof()
    assert (proof.follows, proof.drawn, proof.kept) == (True, 7, 9)
    for deployment in run.deployments:
        await pause(run, deployment.id)
    with pytest.raises(TooFewArms):
        await arm(first, "c9")


async def test_what_does_not_follow_is_named(room: TrialRoom) -> None:
    """A changed side, place, list of arms or protocol: the first event that cannot be recomputed is named."""
    run = await office(room)
    browser = await room.browser(run.people[0])
    for _ in range(3):
        await start(browser, room.clock)
    async with room.database.read() as connection:
        events = await read_events(connection, kinds=NEEDED)
    assigned = [event for event in events if event.kind == "trial:comparison:assigned"]

    def forge(number: int, **changes: Any) -> str:
        details = {**json.loads(assigned[number].details), **changes}
        forged = replace(assigned[number], details=json.dumps(details, ensure_ascii=False))
        changed = [forged if event.id == forged.id else event for event in events]
        fault = prove_assignments(changed, trial=run.trial).first_fault
        assert fault is None or fault.event == assigned[number].id
        return fault.reason if fault else ""

    sides = json.loads(assigned[1].details)["sides"]
    assert forge(1, sides={"a": sides["b"], "b": sides["a"]}) == "not_as_designed"
    assert forge(1, place=0) == "not_as_designed"
    assert forge(1, place=0, sides=json.loads(assigned[0].details)["sides"]) == "place_taken_twice"
    assert forge(1, eligible=["乙", "甲"]) == "arms_unknown"
    third = next(n for n, event in enumerate(assigned) if "丙" in _names(event))
    assert forge(third, eligible=["乙", "甲"], restricted={"丙": "class"}) == "not_as_designed"
    assert forge(1, protocol="0" * 64) == "protocol_unknown"
    assert forge(1, sides={}) == "unreadable"
    without_second: list[Event] = [event for event in events if event.id != assigned[1].id]
    proof = prove_assignments(without_second, trial=run.trial)
    assert (proof.follows, proof.drawn, proof.gaps) == (True, 2, 1)


def _names(event: Event) -> set[str]:
    return {side["name"] for side in json.loads(event.details)["sides"].values()}


async def test_why_an_arm_is_not_given(room: TrialRoom) -> None:
    """A row for each reason; the day on which an arm leaves is its first day without."""
    deployment = await room.connect(
        "抽出回答（甲）", protocol="extract", build="1", parameters={"breadth": "brief"}
    )
    situation = Situation(
        roles=frozenset({Role.STAFF}),
        rules=Rules(),
        information_class=InformationClass.TWO,
        today=date(2026, 11, 2),
    )
    open_only = replace(deployment, ceiling=InformationClass.ONE)
    paused = replace(deployment, state=type(deployment.state).PAUSED)
    table: list[tuple[dict[str, Any], Any, Restriction | None]] = [
        ({}, deployment, None),
        ({"joins_on": "2026-11-02", "leaves_on": "2026-11-03"}, deployment, None),
        ({"joins_on": "2026-11-03"}, deployment, Restriction.NOT_JOINED),
        ({"leaves_on": "2026-11-02"}, deployment, Restriction.LEFT),
        ({"highest_class": 1}, deployment, Restriction.CLASS),
        ({"build": "2"}, deployment, Restriction.BUILD_CHANGED),
        ({"parameters": {"breadth": "broad"}}, deployment, Restriction.PARAMETERS_CHANGED),
        ({"parameters": {"breadth": "brief"}}, deployment, None),
        ({"deployment": "gone"}, deployment, Restriction.MISSING),
        ({}, paused, Restriction.INACTIVE),
        ({}, open_only, Restriction.POLICY),
    ]
    for changes, one, expected in table:
        arm = arm_of(deployment, "甲", **changes)
        assert eligibility([arm], [one], situation).restricted.get("甲") is expected, changes


async def amend(run: Office, **changes: Any) -> None:
    """Sign the protocol again with other facts about the first arm."""
    from genkan.trial.protocol import running_trial

    async with run.room.database.read() as connection:
        running = await running_trial(connection, run.room.organisation.id)
    assert running is not None
    first, *others = running.protocol.arms
    changed = msgspec.structs.replace(first, **changes)
    protocol = msgspec.structs.replace(running.protocol, arms=(changed, *others))
    await sign(run.room.database, run.room.ledger, run.room.clock, run.trial, protocol, number=1)


async def swap_build(run: Office, number: int) -> None:
    """Another build answers behind the same name."""
    await _set(run, run.deployments[number].id, build="2")


async def pause(run: Office, deployment_id: str) -> None:
    """An operator pauses a deployment."""
    await _set(run, deployment_id, state="paused")


async def _set(run: Office, deployment_id: str, **values: str) -> None:
    table = metadata.tables["deployment"]
    async with run.room.database.write() as connection:
        await connection.execute(update(table).where(table.c.id == deployment_id).values(**values))


async def test_the_office_sees_the_balance(room: TrialRoom) -> None:
    """Counts by arm, pair, class and reason for the trial office alone; nothing of any vote."""
    run = await office(room)
    await amend(run, highest_class=1)
    browser = await room.browser(run.people[0])
    await start(browser, room.clock)
    await start(browser, room.clock, information_class="2")
    trial_office = await room.browser(await room.person("試験事務", Role.TRIAL_OFFICE))
    address = f"/trials/{run.trial}/balance"
    assert (await browser.get(address)).status_code == 404
    assert (await trial_office.get("/trials/none/balance")).status_code == 404
    waiting = await trial_office.get(address)
    assert (waiting.status_code, "集計しています" in waiting.text) == (202, True)
    desk = open_desk(database=room.database, ledger=room.ledger, queue=Queue(room.clock), clock=room.clock)
    await desk.standings.count(run.trial)
    page = BeautifulSoup((await trial_office.get(address)).text, "html.parser")
    tables = {table.caption.text: table for table in page.select("table")}  # type: ignore[union-attr]
    assert [cell.text for cell in tables["割付けの制限"].select("tbody td, tbody th")] == [
        "抽出回答（甲）",
        "情報の区分",
        "1",
    ]
    given = [int(row.select("td")[0].text) for row in tables["比較対象ごとの割付け"].select("tbody tr")]
    assert (sum(given), "計画どおりでない" in page.text) == (4, False)
    async with room.database.read() as connection:
        rows = await read_exposures(connection, run.trial)
        assert (await desk.standings.of(run.trial)).balance == exposure_table(rows)
        assert (await desk.standings.of(run.trial)).proof == await read_proof(connection, run.trial)
