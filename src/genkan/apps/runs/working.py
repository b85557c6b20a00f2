"""Working runs off: the job that takes one run to its end, however often it is begun."""

from dataclasses import replace
from datetime import timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.apps.errors import AnswerBroken, AppUnknown, CeilingReached, OutputBroken, RunStopped
from genkan.apps.events import AppEvent
from genkan.apps.files.kind import media_type_of
from genkan.apps.files.reading import Reading
from genkan.apps.files.scanning import Scanner
from genkan.apps.form.values import GivenFile
from genkan.apps.offered import Offered, Offers
from genkan.apps.output import Artifact, Output
from genkan.apps.program import Awaited
from genkan.apps.run import Failure, FileSide, Run, RunFile, RunState
from genkan.apps.runs.bench import CUT, Bench
from genkan.apps.runs.ending import PASSING, complete, end_without_output
from genkan.apps.runs.looking_up import LookingUp
from genkan.apps.runs.material import read_material
from genkan.apps.runs.pairing import Pairing
from genkan.apps.runs.starting import RUN_ELSEWHERE
from genkan.apps.runs.trial import RunEnd, RunTrial
from genkan.apps.store import files, pairs, runs, steps
from genkan.gateway import Gateway, GatewayProblem
from genkan.governance import Ledger
from genkan.jobs import Payload, Queue
from genkan.kit import Clock, Problem, new_id
from genkan.knowledge import Library
from genkan.storage import Database, StorageProblem

LONGEST_SHOWN = 200_000
_FOLLOWED = f"{PASSING}followed"
_LONG_NOTICE = (
    "出力が長いため、画面には初めの部分だけを表示しています。全体は「作成されたファイル」にあります。"
)
_CUT_NOTICE = (
    "モデルの回答が長さの上限に達し、途中で切れた部分があります。範囲を分けて実行すると、全て作成できます。"
)


class Working:
    """What the worker does for each run; nothing is held open while a program works."""

    def __init__(
        self,
        *,
        database: Database,
        ledger: Ledger,
        queue: Queue,
        gateway: Gateway,
        library: Library,
        offers: Offers,
        reading: Reading,
        scanner: Scanner,
        clock: Clock,
        pairing: Pairing,
        trial: RunTrial,
    ) -> None:
        self._pairing = pairing
        self._database = database
        self._ledger = ledger
        self._queue = queue
        self._gateway = gateway
        self._offers = offers
        self._reading = reading
        self._scanner = scanner
        self._clock = clock
        self._trial = trial
        self._looks = LookingUp(database, library)

    async def work(self, payload: Payload) -> None:
        """Take the run further: to its end, or to where it waits for somebody else."""
        run_id, look = str(payload["run_id"]), _number(payload.get("look"))
        async with self._database.write() as connection:
            run = await runs.lock_run(connection, run_id)
            if run is None or run.state.ended or await _is_followed(connection, run_id, look):
                return
            offered = await self._offers.find(connection, run.app_id)
            await runs.begin(connection, run_id, at=self._clock())
        try:
            await self._complete(run, await self._output(run, offered))
        except StorageProblem:
            raise
        except RunStopped:
            await self._end(run, RunState.STOPPED, None)
        except Awaited as awaited:
            await self._await(run, awaited.after, look=look + 1)
        except Problem as problem:
            await self._end(run, RunState.FAILED, await self._failure(run, problem))

    async def lose(self, payload: Payload) -> None:
        """Say of a run that its worker is gone for good, or failed in a way that nobody foresaw; not where others go on."""
        run_id, look = str(payload["run_id"]), _number(payload.get("look"))
        async with self._database.read() as connection:
            run = await runs.find_run(connection, run_id)
            followed = await _is_followed(connection, run_id, look)
        if run is not None and not run.state.ended and not followed:
            await self._end(run, RunState.INTERRUPTED, None)

    async def _output(self, run: Run, offered: Offered | None) -> Output:
        if offered is None:
            raise AppUnknown
        if run.stop_asked:
            raise RunStopped
        material = await read_material(
            self._database,
            run,
            reading=self._reading,
            clock=self._clock,
            passes_on=offered.app.is_elsewhere,
            was_sent=offered.app.is_elsewhere and run.state is RunState.AWAITED,
        )
        bench = Bench(
            run, offered.app, material, database=self._database, gateway=self._gateway, looks=self._looks
        )
        return await offered.program(bench)

    async def _complete(self, run: Run, output: Output) -> None:
        output = bounded(output)
        await self._scanner.scan([GivenFile(each.name, each.content) for each in output.artifacts])
        async with self._database.write() as connection:
            current = await pairs.lock_with_pair(connection, run)
            if current is None or current.state.ended:
                return
            if await steps.texts_of(connection, run.id, beginning=CUT):
                output = replace(output, notices=(*output.notices, _CUT_NOTICE))
            await complete(connection, run.id, output, at=self._clock())
            for position, artifact in enumerate(output.artifacts):
                made = RunFile(
                    id=new_id(self._clock),
                    run_id=run.id,
                    side=FileSide.MADE,
                    key="",
                    name=artifact.name,
                    media_type=media_type_of(artifact.content, name=artifact.name),
                    size=len(artifact.content),
                )
                await files.add_file(connection, made, artifact.content, position=position)
            await self._record_end(connection, run, RunState.COMPLETED, characters=len(output.text))

    async def _failure(self, run: Run, problem: Problem) -> Failure:
        """Why there is no output; where the model must not be known, what it did is said alike for every model."""
        if isinstance(problem, GatewayProblem | AnswerBroken | CeilingReached):
            async with self._database.read() as connection:
                if await self._trial.was_given(connection, run.asked_id):
                    return failure_of(OutputBroken())
        return failure_of(problem)

    async def _end(self, run: Run, state: RunState, failure: Failure | None) -> None:
        async with self._database.write() as connection:
            current = await pairs.lock_with_pair(connection, run)
            if current is None or current.state.ended:
                return
            await end_without_output(connection, run.id, state, failure, at=self._clock())
            await self._record_end(connection, run, state)

    async def _await(self, run: Run, after: timedelta, *, look: int) -> None:
        """Look again later; where a look is done twice after a crash, only one of them leaves the next."""
        async with self._database.write() as connection:
            current = await runs.lock_run(connection, run.id)
            if current is None or current.state.ended or await _is_followed(connection, run.id, look - 1):
                return
            await runs.await_other_side(connection, run.id)
            await steps.add_step(connection, run.id, _FOLLOWED, str(look))
            await self._queue.enqueue(
                connection,
                RUN_ELSEWHERE,
                payload={"run_id": run.id, "look": look},
                run_after=self._clock() + after,
            )

    async def _record_end(
        self, connection: AsyncConnection, run: Run, state: RunState, *, characters: int = 0
    ) -> None:
        end = RunEnd(run=run, state=state, characters=characters, at=self._clock())
        await self._trial.end(connection, end)
        if run.side:
            await self._pairing.side_ended(connection, run.pair_id)
            return
        await self._ledger.record(
            connection,
            AppEvent.ENDED,
            actor="system",
            organisation_id=run.organisation_id,
            object_id=run.id,
            details={"app": run.app_id, "state": state},
        )


def bounded(output: Output) -> Output:
    """An output that a page can show: a text that is too long for that is a file beside its beginning."""
    if len(output.text) <= LONGEST_SHOWN:
        return output
    whole = Artifact("output.md", "text/markdown", output.text.encode())
    return replace(
        output,
        text=output.text[:LONGEST_SHOWN],
        artifacts=(*output.artifacts, whole),
        notices=(*output.notices, _LONG_NOTICE),
    )


async def _is_followed(connection: AsyncConnection, run_id: str, look: int) -> bool:
    """Whether the look that comes after this one was left already."""
    next_look = await steps.find_step(connection, run_id, _FOLLOWED)
    return next_look is not None and int(next_look) > look


def _number(look: object) -> int:
    return look if isinstance(look, int) else 0


def failure_of(problem: Problem) -> Failure:
    """A problem as it is kept: only what can be written as JSON, in words."""
    details: dict[str, object] = {
        name: value if isinstance(value, int | float) else str(value)
        for name, value in problem.details.items()
    }
    return Failure(problem.sentence, problem.next_step, details)
