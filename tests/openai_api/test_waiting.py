"""A program whose call waits for a place is decided about again when its turn comes."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import openai
import pytest
from aiohttp import web

from genkan.catalogue import PAUSE, change_state
from genkan.gateway import Outcome, revoke_key, set_rules
from genkan.gateway.admission.place import Place
from genkan.gateway.entrance import entrance
from genkan.gateway.route import Route
from genkan.kit import system_clock
from genkan.policy import Kind, Rules, Treatment
from genkan.policy.banned_words import find_banned_word
from tests.openai_api.conftest import Api
from tests.openai_api.endpoints import USAGE

MAIL = "hanako@example.go.jp"
LEFT_OPEN = Rules(treatments={Kind.EMAIL: Treatment.WARN})
MASKED = Rules(treatments={Kind.EMAIL: Treatment.MASK})
REFUSED = Rules(banned_words=("例示計画",))


@dataclass
class Held:
    """An endpoint that answers when it is let go."""

    free: asyncio.Event = field(default_factory=asyncio.Event)
    heard: list[str] = field(default_factory=list)

    async def answer(self, request: web.Request) -> web.Response:
        """Keep what was asked."""
        self.heard.append((await request.json())["messages"][-1]["content"])
        await self.free.wait()
        choice = {"index": 0, "message": {"role": "assistant", "content": "はい。"}, "finish_reason": "stop"}
        return web.json_response({"choices": [choice], "usage": USAGE})


def ask(client: openai.AsyncOpenAI, words: str) -> "asyncio.Task[Any]":
    return asyncio.ensure_future(
        client.chat.completions.create(model="small", messages=[{"role": "user", "content": words}])
    )


async def waiting(api: Api) -> None:
    """Until one call waits."""
    async with asyncio.timeout(10):
        while sum(api.house.gateway._reception.admission.waiting().values()) != 1:
            await asyncio.sleep(0.01)


async def pause(api: Api, deployment_id: str) -> None:
    house = api.house
    async with house.database.write() as connection:
        await change_state(
            connection,
            deployment_id,
            deed=PAUSE,
            ledger=house.ledger,
            clock=system_clock,
            actor="command_line",
        )
    await api.known()


async def put(api: Api, rules: Rules) -> None:
    house = api.house
    async with house.database.write() as connection:
        await set_rules(
            connection,
            house.person.organisation_id,
            rules,
            ledger=house.ledger,
            clock=system_clock,
            actor="command_line",
        )
    await api.known()


async def test_a_key_that_is_revoked_meanwhile_opens_nothing(api: Api) -> None:
    held = Held()
    await api.connect(held.answer, capacity=1)
    key, secret = await api.issue()
    first = ask(await api.client(), "先")
    second = ask(api.client_with(secret), "後")
    await waiting(api)
    async with api.house.database.write() as connection:
        await revoke_key(connection, key, ledger=api.house.ledger, clock=system_clock, actor="command_line")
    await api.known()
    held.free.set()
    assert (await first).choices
    with pytest.raises(openai.AuthenticationError):
        await second
    assert held.heard == ["先"]
    rows = {row["api_key_id"]: (row["outcome"], row["decision"]) for row in await api.rows()}
    assert rows[key.id] == (Outcome.NOT_ADMITTED, "changed_waiting")
    assert api.house.gateway._reception.journal.in_flight == 0
    assert [count.in_flight for count in api.house.gateway._reception.admission.counts()] == [0]


async def test_a_key_that_expires_meanwhile_opens_nothing(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(entrance, "_SHORT_WAIT", 0.01)
    held = Held()
    await api.connect(held.answer, capacity=1)
    first = ask(await api.client(), "先")
    ends = system_clock() + timedelta(seconds=3)
    second = ask(await api.client(expires_at=ends), "後")
    await waiting(api)
    while system_clock() <= ends:
        await asyncio.sleep(0.05)
    held.free.set()
    assert (await first).choices
    with pytest.raises(openai.AuthenticationError):
        await second
    assert held.heard == ["先"]


async def test_rules_that_were_set_meanwhile_hold(api: Api) -> None:
    held = Held()
    await api.connect(held.answer, capacity=1)
    await put(api, LEFT_OPEN)
    client = await api.client()
    first = ask(client, MAIL)
    async with asyncio.timeout(10):
        while not held.heard:
            await asyncio.sleep(0.01)
    second = ask(client, MAIL)
    await waiting(api)
    await put(api, MASKED)
    held.free.set()
    await asyncio.gather(first, second)
    assert held.heard[0] == MAIL
    assert MAIL not in held.heard[1]
    assert [row["decision"] for row in await api.rows()] == ["allowed", "masked"]


async def test_a_text_that_was_forbidden_meanwhile_does_not_leave(api: Api) -> None:
    held = Held()
    await api.connect(held.answer, capacity=1)
    client = await api.client()
    first = ask(client, "先")
    second = ask(client, "例示計画")
    await waiting(api)
    await put(api, REFUSED)
    held.free.set()
    assert (await first).choices
    with pytest.raises(openai.PermissionDeniedError):
        await second
    assert held.heard == ["先"]
    assert sorted(row["outcome"] for row in await api.rows()) == [
        Outcome.COMPLETED,
        Outcome.REFUSED_BY_POLICY,
    ]


async def test_a_deployment_that_was_paused_meanwhile_is_not_used(api: Api) -> None:
    paused, other = Held(), Held()
    paused_id = await api.connect(paused.answer, capacity=1)
    await api.connect(other.answer, capacity=1, title="別の接続先")
    client = await api.client()
    under_way = [ask(client, "先"), ask(client, "先")]
    third = ask(client, "後")
    await waiting(api)
    await pause(api, paused_id)
    paused.free.set()
    await asyncio.wait(under_way, return_when=asyncio.FIRST_COMPLETED)
    other.free.set()
    await asyncio.gather(*under_way, third)
    assert (paused.heard, other.heard) == (["先"], ["先", "後"])


async def test_a_place_at_a_deployment_that_is_paused_as_it_is_given_is_given_back(
    api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = Held(), Held()
    one.free.set()
    other.free.set()
    endpoints = {
        await api.connect(one.answer): one,
        await api.connect(other.answer, title="別の接続先"): other,
    }
    admission = api.house.gateway._reception.admission
    client, try_enter, given = await api.client(), admission.try_enter, list[str]()

    async def paused_as_it_enters(route: Route, *, fair_key: str, tokens: int, **_named: Any) -> Place:
        place = try_enter(route, fair_key=fair_key, tokens=tokens)
        assert place is not None
        given.append(place.deployment.id)
        monkeypatch.setattr(admission, "try_enter", try_enter)
        await pause(api, given[0])
        return place

    monkeypatch.setattr(admission, "try_enter", lambda *_arguments, **_named: None)
    monkeypatch.setattr(admission, "enter", paused_as_it_enters)
    assert (await ask(client, "問")).choices
    assert endpoints.pop(given[0]).heard == []
    assert [each.heard for each in endpoints.values()] == [["問"]]
    assert sum(count.in_flight for count in admission.counts()) == 0


async def test_a_text_is_read_once_for_all_endpoints_of_a_model_and_after_a_wait(
    api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[Sequence[str]] = []

    def look(texts: Sequence[str], words: Sequence[str]) -> str | None:
        read.append(texts)
        return find_banned_word(texts, words)

    monkeypatch.setattr("genkan.policy.rules.find_banned_word", look)
    held = Held()
    for number in range(3):
        await api.connect(held.answer, capacity=1, title=f"接続先{number}")
    await put(api, REFUSED)
    client = await api.client()
    under_way = [ask(client, f"先{number}") for number in range(3)]
    last = ask(client, "後")
    await waiting(api)
    await put(api, LEFT_OPEN)
    await put(api, REFUSED)
    held.free.set()
    await asyncio.gather(*under_way, last)
    asked_about = [texts for texts in read if texts == ("後",)]
    assert len(asked_about) == 1
