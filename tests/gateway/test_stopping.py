"""Stopping the worker while answers are being written, on both engines."""

import asyncio
from dataclasses import replace

from aiohttp import web
from sqlalchemy import func, select

from genkan.gateway import Outcome
from genkan.gateway.gateway import OPEN_ANSWERS
from genkan.gateway.store.calls import call
from genkan.governance.ledger.store.tables import ledger_event
from tests.gateway.conftest import EXTRACT, House

SECONDS = 10


async def test_every_answer_in_flight_is_interrupted_within_seconds(house: House, endpoint) -> None:
    asked: list[str] = []
    everyone = asyncio.Event()

    async def murmuring(request: web.Request) -> web.StreamResponse:
        """Sends comments that keep the connection alive, and never a word."""
        response = web.StreamResponse(headers={"content-type": "text/event-stream"})
        await response.prepare(request)
        asked.append(request.path)
        if len(asked) == OPEN_ANSWERS:
            everyone.set()
        while True:
            await response.write(b": wait\n\n")
            await asyncio.sleep(0.02)

    draft = replace(EXTRACT, protocol="openai_chat", address=await endpoint(murmuring), remote_model="small")
    deployment = await house.connect(draft)
    answers = [await house.ask(deployment) for _ in range(OPEN_ANSWERS)]
    async with asyncio.timeout(SECONDS):
        await everyone.wait()
        await house.worker.stop(grace_seconds=0.2)
        ended = [await house.end_of(answer_id) for answer_id in answers]
    assert [answer.outcome for answer in ended] == [Outcome.INTERRUPTED] * OPEN_ANSWERS
    assert await recorded(house) == (OPEN_ANSWERS, OPEN_ANSWERS)


async def recorded(house: House) -> tuple[int, int]:
    """How many calls are metered as interrupted, and how many events tell of an end."""
    calls = select(func.count()).select_from(call).where(call.c.outcome == Outcome.INTERRUPTED)
    events = select(func.count()).select_from(ledger_event).where(ledger_event.c.kind == "gateway:call:ended")
    await house.gateway.settle()
    async with house.database.read() as connection:
        return (
            (await connection.execute(calls)).scalar_one(),
            (await connection.execute(events)).scalar_one(),
        )
