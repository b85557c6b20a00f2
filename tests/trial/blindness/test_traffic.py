"""A classifier that sees every byte and every moment does not learn which arm stands on which side.

Two real local servers differ in everything but their texts: chunks, usage, names, fingerprints, errors. Their real answers
are played to real pages and streams by a clock that stands still but for the speeds of the arms.
"""

import asyncio
import json
import random
from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import httpx2
import numpy as np
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection
from starlette.requests import Request

from genkan.catalogue import InformationClass
from genkan.gateway import Answer, AnswerState, Gateway, Progress
from genkan.governance import Person
from genkan.storage import metadata
from genkan.trial.blindness import put_on
from genkan.trial.comparison import Comparer
from genkan.trial.pages.stream import Show
from genkan.trial.question import Question
from genkan.trial.store import Comparison, find_comparison, find_sides
from genkan.ui import Pages

from ...conftest import NOON, StillClock
from ..conftest import TrialRoom
from .classifying import Traffic, accuracy, chance, of_bytes, of_moments

COMPARISONS, PERSONS = 200, 20
WORDS = (
    "規程",
    "申請",
    "届出",
    "期限",
    "手続",
    "書面",
    "電子",
    "提出",
    "受付",
    "確認",
    "担当",
    "**重要**",
    "は、",
    "です。",
    "\n\n",
)


@dataclass(frozen=True)
class Speed:
    """How an arm writes: seconds to the first character, characters a second, characters in a piece."""

    first: float
    pace: float
    piece: int


Ending = dict[str, Any]
VARIED, FAILING = random.Random(20_261_102), 0.1
FAST, SLOW = Speed(0.15, 320.0, 40), Speed(0.9, 48.0, 3)


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """One engine is enough: what is looked at is what leaves the server."""
    return sqlite_url


def text_of(varied: random.Random) -> str:
    """What either arm may say."""
    return "".join(varied.choices(WORDS, k=varied.randint(12, 90)))


class Arm:
    """A server with habits of its own; both answer alike long, and fail alike often."""

    def __init__(self, name: str, speed: Speed, *, seed: int) -> None:
        self.name, self.speed, self._random, self._asked = name, speed, random.Random(seed), 0

    async def answer(self, request: web.Request) -> web.StreamResponse:
        self._asked += 1
        text, fails = text_of(self._random), not self._asked % 5
        if fails and self.speed is FAST:
            return web.json_response({"error": {"message": f"{self.name} is overloaded"}}, status=500)
        response = web.StreamResponse(headers={"content-type": "text/event-stream", "server": self.name})
        await response.prepare(request)
        if fails:
            await response.write(b'data: {"error": {"message": "cuda out of memory", "code": 13}}\n\n')
            return response
        for place in range(0, len(text), self.speed.piece * 8):
            await response.write(self._chunk(text[place : place + self.speed.piece * 8]))
        usage = {"prompt_tokens": 9, "completion_tokens": len(text) * (3 if self.speed is SLOW else 1)}
        await response.write(self._chunk("", finish_reason="stop", usage=usage) + b"data: [DONE]\n\n")
        return response

    def _chunk(self, text: str, *, usage: dict[str, int] | None = None, **more: Any) -> bytes:
        choice = {"index": 0, "delta": {"content": text}, **more}
        document = {"model": self.name, "system_fingerprint": f"fp-{self.name}", "choices": [choice]}
        return f"data: {json.dumps(document | ({'usage': usage} if usage else {}))}\n\n".encode()


class Replayed:
    """The gateway as of a moment: the answers that it has, written as fast as their arms write."""

    def __init__(self, gateway: Gateway, clock: StillClock, speeds: dict[str, Speed]) -> None:
        self._gateway, self._clock, self._speeds = gateway, clock, speeds
        self.ticked = asyncio.Event()

    async def sleep(self, seconds: float) -> None:
        self._clock.advance(seconds=seconds)
        self.ticked.set()
        self.ticked = asyncio.Event()
        for _ in range(4):
            await asyncio.sleep(0)

    def as_of_now(self, answer: Answer) -> Answer:
        if self._clock() >= (answer.ended_at or answer.asked_at):
            return answer
        seconds, speed = (self._clock() - answer.asked_at).total_seconds(), self._speeds[answer.deployment_id]
        length = max(0, int((seconds - speed.first) * speed.pace))
        text = answer.text[: length - length % speed.piece]
        return replace(answer, state=AnswerState.WRITING, outcome=None, text=text, ended_at=None)

    async def read_many(self, connection: AsyncConnection, ids: Sequence[str]) -> dict[str, Answer]:
        found = await self._gateway.read_many(connection, ids)
        return {answer_id: self.as_of_now(answer) for answer_id, answer in found.items()}

    def place_in_line(self, answer: Answer) -> int:
        return 0

    def following(self, answers: dict[str, Answer]) -> "Replayed":
        self._answers = answers
        return self

    async def follow(self, answer_id: str) -> AsyncGenerator[Progress, None]:
        last = ""
        while True:
            now = self.as_of_now(self._answers[answer_id])
            if now.text != last or now.ended:
                last = now.text
                yield Progress(text=now.text, state=now.state, outcome=now.outcome)
            if now.ended:
                return
            await self.ticked.wait()


@pytest.fixture
async def arms(room: TrialRoom) -> AsyncIterator[dict[str, Speed]]:
    """Both arms, connected; their speeds by deployment."""
    speeds, servers = dict[str, Speed](), list[TestServer]()
    for number, (name, speed) in enumerate({"kuroshio": FAST, "shiranami": SLOW}.items()):
        application = web.Application()
        application.router.add_post("/v1/chat/completions", Arm(name, speed, seed=number).answer)
        servers.append(TestServer(application))
        await servers[-1].start_server()
        address = str(servers[-1].make_url("/v1"))
        arm = await room.connect(
            name, protocol="openai_chat", address=address, remote_model=name, capacity=16
        )
        speeds[arm.id] = speed
    yield speeds
    for server in servers:
        await server.close()


async def endings_of(room: TrialRoom, persons: Sequence[Person]) -> dict[tuple[str, bool], Ending]:
    """How real answers of each arm end in the records, whole and failed, from two comparisons of each person."""
    for _ in range(2):
        await compare(room, persons)
    table = metadata.tables["answer"]
    ended = select(func.count()).select_from(table).where(table.c.state == AnswerState.ENDED)
    async with asyncio.timeout(60):
        number = 0
        while number < 4 * len(persons):
            await asyncio.sleep(0.05)
            async with room.database.read() as connection:
                number = (await connection.execute(ended)).scalar_one()
    return {
        (row["deployment_id"], row["outcome"] == "completed"): {
            name: row[name] for name in ("state", "outcome", "notice", "sentence", "next_step")
        }
        for row in await room.rows("answer")
    }


async def compare(room: TrialRoom, persons: Sequence[Person]) -> list[Comparison]:
    """A comparison of each person."""
    comparer = Comparer(gateway=room.gateway, ledger=room.ledger, clock=room.clock)
    question = Question("電子申請の手続は。", InformationClass.ONE)
    async with room.database.write() as connection:
        made = [(await comparer.start(connection, question, person=person), person.id) for person in persons]
        return [await find_comparison(connection, one, person_id=person) for one, person in made]


async def answered(
    room: TrialRoom, comparison: Comparison, speeds: dict[str, Speed], endings: dict[tuple[str, bool], Ending]
) -> bool:
    """Let both arms answer as they end, each at its speed; whether the slow one is answer A."""
    table = metadata.tables["answer"]
    async with room.database.write() as connection:
        sides = await find_sides(connection, comparison.id)
        for side in sides:
            speed, fails = speeds[side.deployment_id], VARIED.random() < FAILING
            text = "" if fails else text_of(VARIED)
            first = comparison.created_at + timedelta(seconds=speed.first * VARIED.uniform(0.9, 1.1))
            ended = first + timedelta(seconds=len(text) / speed.pace)
            moments = {"first_token_at": None if fails else first, "ended_at": ended, "text": text}
            row = {**endings[side.deployment_id, not fails], **moments}
            await connection.execute(update(table).where(table.c.id == side.answer_id).values(row))
    return speeds[sides[0].deployment_id] is SLOW


async def record(
    room: TrialRoom, comparison: Comparison, replayed: Replayed, browser: httpx2.AsyncClient, request: Request
) -> Traffic:
    """The whole stream with the form for the vote, a page while both are being written, and what follows the vote."""
    traffic, address, start = Traffic(), f"/compare/{comparison.id}", comparison.created_at
    room.clock.moment = start
    async with room.database.read() as connection:
        blindfold = await put_on(connection, comparison, gateway=replayed)  # type: ignore[arg-type]
        whole = await room.gateway.read_many(connection, [side.answer_id for side in blindfold.sides])
    show = Show(
        request=request,
        pages=request.app.state.parts[Pages],
        database=room.database,
        gateway=replayed.following(whole),  # type: ignore[arg-type]
        library=room.library,
        clock=room.clock,
        comparison=comparison,
        blindfold=blindfold,
        sleep=replayed.sleep,
    )
    async for event in show.events():
        traffic.frames.append(((room.clock() - start).total_seconds(), event.frame().encode()))
    ended = room.clock.moment
    room.clock.moment = start + timedelta(seconds=3)
    traffic.pages.append(seen(await browser.get(address)))
    room.clock.moment = ended
    traffic.pages.append(seen(await browser.post(f"{address}/vote", data={"choice": "a"})))
    left, right = (whole[side.answer_id] for side in blindfold.sides)
    traffic.lengths = len(left.text), len(right.text)
    return traffic


def seen(response: httpx2.Response) -> bytes:
    """Status, headers and body, without what the test itself put there: the address of the comparison."""
    headers = [f"{name}: {value}" for name, value in response.headers.multi_items() if name != "location"]
    return "\n".join([str(response.status_code), *headers, response.text]).encode()


async def test_no_classifier_beats_chance(room: TrialRoom, arms: dict[str, Speed]) -> None:
    persons = [await room.person(f"試験{number}") for number in range(PERSONS)]
    endings = await endings_of(room, persons)
    assert len(endings) == 4
    await room.worker.stop(grace_seconds=5)
    replayed = Replayed(room.gateway, room.clock, arms)
    room.application.state.parts[Gateway] = replayed
    scope = {"type": "http", "app": room.application, "headers": [], "path": "/", "state": {}}
    request = Request({**scope, "method": "GET", "query_string": b""})
    browsers = {person.id: await room.browser(person) for person in persons}
    traffic, slow_first = list[Traffic](), list[bool]()
    for _ in range(COMPARISONS // PERSONS):
        for comparison in await compare(room, persons):
            slow_first.append(await answered(room, comparison, arms, endings))
            browser = browsers[comparison.person_id]
            traffic.append(await record(room, comparison, replayed, browser, request))
        room.clock.moment = NOON
    labels = np.array(slow_first)
    assert 60 < labels.sum() < COMPARISONS - 60
    bound = chance(labels)
    assert accuracy(of_bytes(traffic), labels) <= bound
    assert accuracy(of_moments(traffic), labels) <= bound

    leaking = [
        replace(
            one, pages=[page + (b"\nx-served-by: 1" if slow else b"\nx-served-by: 2") for page in one.pages]
        )
        for one, slow in zip(traffic, slow_first, strict=True)
    ]
    assert accuracy(of_bytes(leaking), labels) > bound
    early = [
        replace(one, frames=[*one.frames, (ended_after(one.lengths, slow), b"")])
        for one, slow in zip(traffic, slow_first, strict=True)
    ]
    assert accuracy(of_moments(early), labels) > bound


def ended_after(lengths: tuple[int, int], slow_first: bool) -> float:
    """When both have ended: the moment that would give the slow arm away."""
    speeds = (SLOW, FAST) if slow_first else (FAST, SLOW)
    return max(speed.first + length / speed.pace for speed, length in zip(speeds, lengths, strict=True))
