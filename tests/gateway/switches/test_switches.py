"""Kill switches on both engines: who may throw them, what they refuse, and that they cut what is running."""

import asyncio
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import openai
import pytest
from sqlalchemy import select

from genkan.catalogue import DeploymentDraft
from genkan.gateway import Gateway, Outcome, Scope, SwitchDraft, lift_switch, throw_switch
from genkan.gateway.errors import QuestionRefused
from genkan.gateway.switches.errors import (
    ReasonMissing,
    ScopeOutOfReach,
    StoppedAlready,
    SubjectUnknown,
    SwitchUnknown,
)
from genkan.governance import Ledger
from genkan.governance.ledger.store.tables import ledger_event
from genkan.jobs import Queue
from genkan.kit import system_clock
from genkan.storage import Database
from tests.gateway.conftest import EXTRACT, House
from tests.openai_api.conftest import SAFE, Api, api, house
from tests.openai_api.endpoints import endless, speak

__all__ = ["api", "house"]

QUESTION: Any = [{"role": "user", "content": "保存期間が満了した文書はどうしますか。"}]
REASON = "不適切な回答の調査のため"
EVERYTHING = SwitchDraft(scope=Scope.EVERYTHING, reason=REASON)
MODEL = SwitchDraft(scope=Scope.MODEL, subject="small", reason=REASON)
APP = SwitchDraft(scope=Scope.APP, subject="文書検索", reason=REASON)
SECONDS = 10


@pytest.fixture
async def elsewhere(database: Database, tmp_path: Path) -> AsyncIterator["Elsewhere"]:
    """Another process on the same database, with a gateway of its own."""
    other = Database(database.url)
    ledger = Ledger(other, system_clock, None)
    gateway = Gateway(
        other, ledger=ledger, queue=Queue(system_clock), clock=system_clock, folder=tmp_path / "other"
    )
    await gateway.start()
    yield Elsewhere(other, ledger)
    await gateway.stop()
    await ledger.stop()
    await other.close()


class Elsewhere:
    """Deeds done in another process."""

    def __init__(self, database: Database, ledger: Ledger) -> None:
        self._database = database
        self._ledger = ledger

    async def throw(self, draft: SwitchDraft, *, within: str | None = None) -> str:
        """Throw a switch and return its id."""
        async with self._database.write() as connection:
            switch = await throw_switch(
                connection,
                draft,
                within=within,
                ledger=self._ledger,
                clock=system_clock,
                actor="command_line",
            )
        return switch.id

    async def lift(self, switch_id: str, *, within: str | None = None) -> None:
        """Lift a switch."""
        async with self._database.write() as connection:
            await lift_switch(
                connection,
                switch_id,
                within=within,
                ledger=self._ledger,
                clock=system_clock,
                actor="command_line",
            )


def organisation(house: House) -> SwitchDraft:
    return SwitchDraft(scope=Scope.ORGANISATION, organisation_id=house.person.organisation_id, reason=REASON)


@pytest.mark.parametrize("draft", [EVERYTHING, MODEL, APP, None])
async def test_a_running_stream_in_another_process_is_cut_within_a_second(
    api: Api, elsewhere: Elsewhere, draft: SwitchDraft | None
) -> None:
    await api.connect(endless)
    client = await api.client(app="文書検索")
    stream = await client.chat.completions.create(model="small", messages=QUESTION, stream=True)
    await anext(stream)
    thrown, since = await elsewhere.throw(draft or organisation(api.house)), time.monotonic()
    with pytest.raises(openai.APIError) as cut:
        async for _ in stream:
            continue
    assert time.monotonic() - since < 1
    assert cut.value.code == "stopped" and REASON in str(cut.value)
    (row,) = await api.rows()
    assert (row["outcome"], row["output_characters"] > 0) == (Outcome.SWITCHED_OFF, True)
    assert api.house.gateway.programs.entrance.in_flight == 0
    with pytest.raises(openai.InternalServerError) as refused:
        await client.chat.completions.create(model="small", messages=QUESTION)
    assert (refused.value.status_code, refused.value.code) == (503, "stopped")
    await elsewhere.lift(thrown)


async def test_the_endpoint_is_left_when_a_switch_cuts_a_whole_answer(api: Api, elsewhere: Elsewhere) -> None:
    left = asyncio.Event()

    async def silent(request):
        try:
            await asyncio.sleep(60)
        finally:
            left.set()

    await api.connect(silent)
    client = await api.client()
    asking = asyncio.create_task(client.chat.completions.create(model="small", messages=QUESTION))
    async with asyncio.timeout(SECONDS):
        while not api.received:
            await asyncio.sleep(0.01)
        await elsewhere.throw(MODEL)
        with pytest.raises(openai.InternalServerError) as cut:
            await asking
        await left.wait()
    assert cut.value.code == "stopped"
    assert [row["outcome"] for row in await api.rows()] == [Outcome.SWITCHED_OFF]


async def test_calls_that_wait_in_line_are_cut_too(api: Api, elsewhere: Elsewhere) -> None:
    await api.connect(endless, capacity=1)
    client = await api.client()
    first = await client.chat.completions.create(model="small", messages=QUESTION, stream=True)
    waiting = asyncio.create_task(client.chat.completions.create(model="small", messages=QUESTION))
    async with asyncio.timeout(SECONDS):
        while not api.house.gateway._reception.admission.waiting():
            await asyncio.sleep(0.01)
        await elsewhere.throw(MODEL)
        with pytest.raises(openai.InternalServerError) as cut:
            await waiting
    assert cut.value.code == "stopped"
    await first.close()


async def test_what_does_not_fall_under_a_switch_goes_on(api: Api, elsewhere: Elsewhere) -> None:
    await api.connect(speak)
    await api.connect(speak, public_name="large", title="別のモデル")
    client, other = await api.client(app="文書検索"), await api.client(app="要約")
    await elsewhere.throw(SwitchDraft(scope=Scope.MODEL, subject="large", reason=REASON))
    switch = await elsewhere.throw(APP)
    await api.known()
    assert (await other.chat.completions.create(model="small", messages=QUESTION)).choices
    with pytest.raises(openai.InternalServerError):
        await client.chat.completions.create(model="small", messages=QUESTION)
    await elsewhere.lift(switch)
    await api.known()
    assert (await client.chat.completions.create(model="small", messages=QUESTION)).choices


async def test_staff_keep_what_was_written_and_are_told(house: House, endpoint, elsewhere: Elsewhere) -> None:
    address = await endpoint(endless)
    deployment = await house.connect(
        DeploymentDraft(
            title="長い回答", protocol="openai_chat", address=address, remote_model="small", **SAFE
        )
    )
    answer_id = await house.ask(deployment)
    async with asyncio.timeout(SECONDS):
        async for progress in house.gateway.follow(answer_id):
            if progress.text:
                break
        await elsewhere.throw(EVERYTHING)
        answer = await house.end_of(answer_id)
    assert (answer.outcome, bool(answer.text)) == (Outcome.SWITCHED_OFF, True)
    assert answer.sentence == f"運用担当者により停止されました（理由：{REASON}）。"
    with pytest.raises(QuestionRefused, match="停止"):
        await house.gateway.admit(house.ask_of(deployment))
    refused = await house.end_of(await house.ask(deployment))
    assert (refused.outcome, refused.text) == (Outcome.SWITCHED_OFF, "")


async def test_administrators_reach_over_their_own_organisation_only(
    house: House, elsewhere: Elsewhere
) -> None:
    own = house.person.organisation_id
    await house.connect(EXTRACT)
    for draft in (EVERYTHING, MODEL, APP):
        with pytest.raises(ScopeOutOfReach):
            await elsewhere.throw(draft, within=own)
    with pytest.raises(ScopeOutOfReach):
        await elsewhere.throw(organisation(house), within="another")
    by_operators = await elsewhere.throw(organisation(house))
    with pytest.raises(SwitchUnknown):
        await elsewhere.lift(by_operators, within=own)
    await elsewhere.lift(by_operators)
    await elsewhere.lift(await elsewhere.throw(organisation(house), within=own), within=own)


@pytest.mark.parametrize(
    ("draft", "problem"),
    [
        (SwitchDraft(scope=Scope.EVERYTHING, reason=" "), ReasonMissing),
        (SwitchDraft(scope=Scope.EVERYTHING, reason="あ" * 201), ReasonMissing),
        (SwitchDraft(scope=Scope.EVERYTHING, subject="small", reason=REASON), SubjectUnknown),
        (SwitchDraft(scope=Scope.MODEL, subject="smal", reason=REASON), SubjectUnknown),
        (SwitchDraft(scope=Scope.APP, subject="文書検索", reason=REASON), SubjectUnknown),
        (SwitchDraft(scope=Scope.ORGANISATION, reason=REASON), SubjectUnknown),
        (SwitchDraft(scope=Scope.ORGANISATION, organisation_id="nobody", reason=REASON), SubjectUnknown),
    ],
)
async def test_a_switch_that_would_stop_nothing_is_refused(
    house: House, elsewhere: Elsewhere, draft: SwitchDraft, problem: type[Exception]
) -> None:
    with pytest.raises(problem):
        await elsewhere.throw(draft)


async def test_both_deeds_stand_in_the_ledger_and_none_is_done_twice(
    house: House, elsewhere: Elsewhere
) -> None:
    switch = await elsewhere.throw(EVERYTHING)
    with pytest.raises(StoppedAlready):
        await elsewhere.throw(EVERYTHING)
    await elsewhere.lift(switch)
    with pytest.raises(SwitchUnknown):
        await elsewhere.lift(switch)
    async with house.database.read() as connection:
        query = select(ledger_event.c.kind, ledger_event.c.details).where(ledger_event.c.object_id == switch)
        events = (await connection.execute(query.order_by(ledger_event.c.id))).all()
    assert [event.kind for event in events] == ["gateway:switch:thrown", "gateway:switch:lifted"]
    assert all(REASON not in event.details for event in events)
