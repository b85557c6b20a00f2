"""The job of a run: takes one contestant, settles what a dead process left behind, and asks on."""

import asyncio
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.evaluation.running.answer import AnswerState
from genkan.evaluation.running.asking import Asking, interrupted
from genkan.evaluation.running.beginning import ASK_CONTESTANT
from genkan.evaluation.running.ending import HELD, Ending
from genkan.evaluation.running.run import Halt, LaneState, Run, RunState
from genkan.evaluation.running.scribe import Scribe
from genkan.evaluation.running.store.answers import read_open, settle
from genkan.evaluation.running.store.lanes import find_lane, hold, holder_of, is_held
from genkan.evaluation.running.store.runs import find_run, read_questions
from genkan.gateway import Examiner, Gateway
from genkan.jobs import Payload, Queue
from genkan.kit import Clock, new_id
from genkan.storage import Database

AGAIN_AFTER = timedelta(seconds=2)
_LOST = Halt(
    "この対象への送信が、続けて中断しました。",
    "運用担当者にログの確認を依頼し、原因を取り除いてから再開してください。",
)


@dataclass(frozen=True, slots=True)
class _Held:
    """A contestant that this job holds."""

    id: str
    run_id: str
    key: str


class Working:
    """What the worker does for each contestant; nothing is held open while a model speaks."""

    def __init__(
        self, *, database: Database, gateway: Gateway, queue: Queue, clock: Clock, ending: Ending
    ) -> None:
        self._database = database
        self._gateway = gateway
        self._queue = queue
        self._clock = clock
        self._ending = ending
        self._scribe = Scribe(database, clock)
        self._examiner: Examiner | None = None

    async def work(self, payload: Payload) -> None:
        """Ask a contestant what it was not asked yet, as far as its run lets."""
        held = _Held(new_id(self._clock), str(payload["run_id"]), str(payload["contestant"]))
        async with self._database.write() as connection:
            asking = await self._take(connection, held)
        if asking is None:
            return
        try:
            await asking.ask_all()
        except BaseException:  # the worker is told: it is raised again
            await asyncio.shield(self._let_go(held))
            raise
        await asyncio.shield(self._leave(held, halt=asking.halt))

    async def lose(self, payload: Payload) -> None:
        """Say of a contestant that the work on it ended time and again."""
        async with self._database.write() as connection:
            run_id, key = str(payload["run_id"]), str(payload["contestant"])
            await self._ending.leave_lane(connection, run_id, key, halt=_LOST)

    async def close(self, payload: Payload) -> None:
        """End a run with its window."""
        async with self._database.write() as connection:
            await self._ending.close(connection, str(payload["run_id"]))

    async def _take(self, connection: AsyncConnection, held: _Held) -> Asking | None:
        """Hold the contestant; ``None`` where there is nothing to do, or not yet."""
        run = await find_run(connection, held.run_id, lock=True)
        lane = await find_lane(connection, held.run_id, held.key)
        if run.state is not RunState.RUNNING or lane is None or lane.state is not LaneState.RUNNING:
            return None
        if await self._is_too_early(connection, run, held):
            return None
        await hold(connection, held.run_id, held.key, holder=held.id, now=self._clock())
        left = [
            (place, interrupted(answer))
            for place, answer in await read_open(connection, held.run_id, held.key)
            if answer.state is AnswerState.ASKED
        ]
        await settle(connection, left)
        return Asking(
            held.id,
            run=run,
            lane=lane,
            questions=await read_questions(connection, held.run_id),
            waiting=await read_open(connection, held.run_id, held.key),
            examiner=self._asker(),
            scribe=self._scribe,
            clock=self._clock,
        )

    def _asker(self) -> Examiner:
        """One for all contestants, whose questions are the same."""
        self._examiner = self._examiner or self._gateway.examiner
        return self._examiner

    async def _is_too_early(self, connection: AsyncConnection, run: Run, held: _Held) -> bool:
        """Whether the window is closed yet, or another lane still holds the contestant: then it is tried later."""
        now = self._clock()
        later = run.window.opens_at if run.window and now < run.window.opens_at else None
        if later is None and await is_held(connection, held.run_id, held.key, since=now - HELD):
            later = now + AGAIN_AFTER
        if later is not None:
            payload = {"run_id": held.run_id, "contestant": held.key}
            await self._queue.enqueue(connection, ASK_CONTESTANT, payload=payload, run_after=later)
        return later is not None

    async def _leave(self, held: _Held, *, halt: Halt | None) -> None:
        async with self._database.write() as connection:
            await find_run(connection, held.run_id, lock=True)
            if await holder_of(connection, held.run_id, held.key) == held.id:
                await self._ending.leave_lane(connection, held.run_id, held.key, halt=halt)

    async def _let_go(self, held: _Held) -> None:
        """Another job may go on at once."""
        async with self._database.write() as connection:
            if await holder_of(connection, held.run_id, held.key) == held.id:
                await hold(connection, held.run_id, held.key, holder="", now=self._clock())
