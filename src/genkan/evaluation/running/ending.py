"""The ends of a run: of one contestant, of all, by a person, or with its window."""

from dataclasses import replace
from datetime import timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.evaluation.running.answer import WINDOW_CLOSED, Answer, AnswerState, digest_of
from genkan.evaluation.running.beginning import leave_lanes
from genkan.evaluation.running.errors import NothingStopped, RunEnded
from genkan.evaluation.running.events import RunEvent
from genkan.evaluation.running.run import Halt, LaneState, Run, RunState
from genkan.evaluation.running.store.answers import read_answers, read_open, settle
from genkan.evaluation.running.store.lanes import hold, is_held, read_lanes, set_lane
from genkan.evaluation.running.store.runs import close_window, find_run, next_turn, set_state
from genkan.governance import Ledger
from genkan.jobs import Queue
from genkan.kit import Clock, canonical_json, digest

SYSTEM = "system"
HELD = timedelta(seconds=30)


class Ending:
    """Ends, stops and resumes runs; every function works in the caller's transaction."""

    def __init__(self, *, ledger: Ledger, queue: Queue, clock: Clock) -> None:
        self._ledger = ledger
        self._queue = queue
        self._clock = clock

    async def stop(self, connection: AsyncConnection, run_id: str, *, actor: str) -> None:
        """Ask no more; what was asked already is heard to its end. Raises ``RunEnded``."""
        run = await find_run(connection, run_id, lock=True)
        if run.state is RunState.ENDED:
            raise RunEnded
        if run.state is RunState.RUNNING:
            await set_state(connection, run_id, RunState.STOPPED)
            await self._record(connection, RunEvent.STOPPED, run, actor=actor)

    async def resume(self, connection: AsyncConnection, run_id: str, *, actor: str) -> None:
        """Go on with what was not asked yet, also of contestants that were halted. Raises ``RunEnded``, ``NothingStopped``."""
        run = await find_run(connection, run_id, lock=True)
        if run.state is RunState.ENDED:
            raise RunEnded
        rest = [lane for lane in await read_lanes(connection, run_id) if lane.state is not LaneState.ENDED]
        if run.state is RunState.RUNNING:
            rest = [lane for lane in rest if lane.state is LaneState.HALTED]
        if not rest:
            raise NothingStopped
        await set_state(connection, run_id, RunState.RUNNING)
        for lane in rest:
            await set_lane(connection, run_id, lane.key, LaneState.RUNNING)
        turn = await next_turn(connection, run_id)
        await leave_lanes(connection, run_id, [lane.key for lane in rest], turn=turn, queue=self._queue)
        await self._record(connection, RunEvent.RESUMED, run, actor=actor)

    async def cut(self, connection: AsyncConnection, run_id: str, *, actor: str) -> None:
        """End a run with a window before its time, for good: its window closes now. What was asked is heard to its end."""
        run = await find_run(connection, run_id, lock=True)
        if run.state is RunState.ENDED:
            return
        if run.state is RunState.RUNNING:
            await self.stop(connection, run_id, actor=actor)
        await close_window(connection, run_id, at=self._clock())
        await self.close(connection, run_id)

    async def leave_lane(
        self, connection: AsyncConnection, run_id: str, key: str, *, halt: Halt | None = None
    ) -> None:
        """Let go of a contestant: it is through, halted, or its run was stopped. The last one ends the run."""
        run = await find_run(connection, run_id, lock=True)
        await hold(connection, run_id, key, holder="", now=self._clock())
        if run.window is not None and self._clock() >= run.window.closes_at:
            await self.close_lane(connection, run_id, key)
        if not await read_open(connection, run_id, key):
            await set_lane(connection, run_id, key, LaneState.ENDED)
        elif halt is not None:
            await set_lane(connection, run_id, key, LaneState.HALTED, halt=halt)
        await self._end_with_last(connection, run)

    async def close(self, connection: AsyncConnection, run_id: str) -> None:
        """The window is over: whatever nobody works on any more was not asked. Others end their lanes themselves."""
        run = await find_run(connection, run_id, lock=True)
        since = self._clock() - HELD
        for lane in await read_lanes(connection, run_id):
            rests = run.state is RunState.STOPPED or lane.state is LaneState.HALTED
            if rests and not await is_held(connection, run_id, lane.key, since=since):
                await self.close_lane(connection, run_id, lane.key)
                await set_lane(connection, run_id, lane.key, LaneState.ENDED)
        await self._end_with_last(connection, run)

    async def close_lane(self, connection: AsyncConnection, run_id: str, key: str) -> None:
        """Settle what a contestant was not asked before the window closed."""
        waiting = await read_open(connection, run_id, key)
        await settle(connection, [(place, self._never_asked(answer)) for place, answer in waiting])

    def _never_asked(self, answer: Answer) -> Answer:
        ended = replace(
            answer,
            state=AnswerState.FAILED,
            outcome=answer.earlier or WINDOW_CLOSED,
            asked_at=None,
            answered_at=self._clock(),
        )
        return replace(ended, digest=digest_of(ended))

    async def _end_with_last(self, connection: AsyncConnection, run: Run) -> None:
        states = {lane.state for lane in await read_lanes(connection, run.id)}
        if run.state is RunState.ENDED or (LaneState.RUNNING in states and run.state is RunState.RUNNING):
            return
        if states == {LaneState.ENDED}:
            await self._end(connection, run)
        elif run.state is RunState.RUNNING:
            await set_state(connection, run.id, RunState.STOPPED)
            await self._record(connection, RunEvent.STOPPED, run, actor=SYSTEM)

    async def _end(self, connection: AsyncConnection, run: Run) -> None:
        await set_state(connection, run.id, RunState.ENDED, ended_at=self._clock())
        answers = await read_answers(connection, run.id)
        proof = digest(canonical_json({"answers": [answer.digest for answer in answers]}))
        await self._record(connection, RunEvent.ENDED, run, actor=SYSTEM, answers=proof)
        if run.then is not None:
            task, payload = run.then
            await self._queue.enqueue(connection, task, payload={**payload, "run_id": run.id})

    async def _record(
        self, connection: AsyncConnection, kind: RunEvent, run: Run, *, actor: str, **details: object
    ) -> None:
        await self._ledger.record(
            connection,
            kind,
            actor=actor,
            organisation_id=run.organisation_id,
            object_id=run.id,
            details=details,
        )
