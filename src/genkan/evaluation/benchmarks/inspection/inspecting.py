"""Running a task of inspect_ai: with a key for one model that ends with it, in a process of its own."""

import asyncio
import hashlib
import os
import sys
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from importlib.resources import files
from pathlib import Path

import msgspec

from genkan.catalogue import Deployment, DeploymentState, InformationClass, list_deployments
from genkan.evaluation.benchmarks.errors import InspectFailed, InspectMissing, NameShared
from genkan.evaluation.benchmarks.events import InspectionEvent
from genkan.evaluation.benchmarks.inspection.inspection import Inspection, Told, scores_of
from genkan.gateway import EVALUATION_APP, KeyDraft, issue_key, revoke_key
from genkan.governance import Ledger, Person
from genkan.kit import Clock, new_id
from genkan.storage import Database

LONGEST = timedelta(days=2)
_SHOWN = 300
_ASK_WHETHER = "import inspect_ai"


@dataclass(frozen=True, slots=True, kw_only=True)
class InspectionWish:
    """Which file of tasks runs over which deployment; ``address`` is that of Genkan's API, ending in ``/v1``.

    ``limit`` is how many samples of each task are taken, all where it is ``None``; ``python`` the Python that has
    inspect_ai, the present one where it is empty. ``owner`` answers for the key.
    """

    task_file: Path
    deployment: Deployment
    owner: Person
    address: str
    python: str = ""
    limit: int | None = None
    repetitions: int = 1
    concurrency: int = 4
    temperature: float | None = None
    seed: int | None = None
    information_class: InformationClass = InformationClass.ONE


class Inspecting:
    """Runs tasks; their logs lie in ``folder``, one folder each."""

    def __init__(self, *, database: Database, ledger: Ledger, clock: Clock, folder: Path) -> None:
        self._database = database
        self._ledger = ledger
        self._clock = clock
        self._folder = folder

    async def inspect(self, wish: InspectionWish, *, actor: str) -> Inspection:
        """Run the tasks of a file. Raises ``InspectMissing``, ``NameShared`` and ``InspectFailed``."""
        python = wish.python or sys.executable
        await _check_python(python)
        await self._check_name(wish.deployment)
        inspection_id = new_id(self._clock)
        folder = self._folder / inspection_id
        content = await asyncio.to_thread(wish.task_file.read_bytes)
        task_digest = hashlib.sha256(content).hexdigest()
        facts = {"task": task_digest, "deployment": wish.deployment.id, "build": wish.deployment.build}
        await self._record(InspectionEvent.BEGUN, wish, inspection_id, actor=actor, **facts)
        async with self._key(wish, actor=actor) as secret:
            told = await _run(python, wish, secret=secret, folder=folder)
        logs = tuple(task.log for task in told.tasks)
        log_digest = await asyncio.to_thread(_digest_of, logs)
        await self._record(InspectionEvent.ENDED, wish, inspection_id, actor=actor, logs=log_digest)
        return Inspection(
            id=inspection_id,
            task_file=wish.task_file.name,
            task_digest=task_digest,
            model=wish.deployment.public_name,
            build=wish.deployment.build,
            version=told.version,
            logs=logs,
            log_digest=log_digest,
            scores=await asyncio.to_thread(scores_of, told.tasks),
        )

    async def _check_name(self, deployment: Deployment) -> None:
        """A key opens public names: another deployment behind the same one would be measured, too."""
        async with self._database.read() as connection:
            active = await list_deployments(connection, state=DeploymentState.ACTIVE)
        if [each.id for each in active if each.public_name == deployment.public_name] != [deployment.id]:
            raise NameShared(name=deployment.public_name)

    @asynccontextmanager
    async def _key(self, wish: InspectionWish, *, actor: str) -> AsyncGenerator[str, None]:
        """A key for this one model that ends with the task."""
        draft = KeyDraft(
            title=f"inspect_ai: {wish.task_file.name}"[:100],
            organisation_id=wish.owner.organisation_id,
            owner_id=wish.owner.id,
            expires_at=self._clock() + LONGEST,
            app=EVALUATION_APP,
            models=(wish.deployment.public_name,),
            information_class=wish.information_class,
            ceiling=wish.information_class,
        )
        async with self._database.write() as connection:
            key, secret = await issue_key(
                connection, draft, ledger=self._ledger, clock=self._clock, actor=actor
            )
        try:
            yield secret
        finally:
            async with self._database.write() as connection:
                await revoke_key(connection, key, ledger=self._ledger, clock=self._clock, actor=actor)

    async def _record(
        self,
        kind: InspectionEvent,
        wish: InspectionWish,
        inspection_id: str,
        *,
        actor: str,
        **details: object,
    ) -> None:
        async with self._database.write() as connection:
            await self._ledger.record(
                connection,
                kind,
                actor=actor,
                organisation_id=wish.owner.organisation_id,
                object_id=inspection_id,
                details=details,
            )


async def _check_python(python: str) -> None:
    try:
        process = await asyncio.create_subprocess_exec(
            python,
            "-c",
            _ASK_WHETHER,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.DEVNULL,
        )
    except OSError as error:
        raise InspectMissing(python=python) from error
    if await process.wait():
        raise InspectMissing(python=python)


async def _run(python: str, wish: InspectionWish, *, secret: str, folder: Path) -> Told:
    """Run the program and read what it wrote; whatever it printed is kept beside its logs."""
    await asyncio.to_thread(folder.mkdir, parents=True)
    told, printed = folder / "told.json", folder / "printed.txt"
    process = await asyncio.create_subprocess_exec(
        python,
        str(files("genkan.evaluation.benchmarks.inspection") / "program.py"),
        cwd=wish.task_file.resolve().parent,
        env={**os.environ, "NO_COLOR": "1"},
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    try:
        output, _ = await process.communicate(_program_input(wish, secret=secret, folder=folder, told=told))
    except BaseException:  # the caller is told: it is raised again
        process.kill()
        raise
    await asyncio.to_thread(printed.write_bytes, output)
    if process.returncode or not told.exists():
        last = output.decode(errors="replace").strip().splitlines()[-1:]
        raise InspectFailed(reason="".join(last)[:_SHOWN], log=str(printed))
    return msgspec.json.decode(await asyncio.to_thread(told.read_bytes), type=Told)


def _program_input(wish: InspectionWish, *, secret: str, folder: Path, told: Path) -> bytes:
    return msgspec.json.encode(
        {
            "task": wish.task_file.name,
            "model": wish.deployment.public_name,
            "address": wish.address,
            "secret": secret,
            "folder": str(folder.resolve()),
            "told": str(told.resolve()),
            "limit": wish.limit,
            "repetitions": wish.repetitions,
            "concurrency": wish.concurrency,
            "temperature": wish.temperature,
            "seed": wish.seed,
        }
    )


def _digest_of(logs: Sequence[str]) -> str:
    digest = hashlib.sha256()
    for log in logs:
        digest.update(Path(log.removeprefix("file://")).read_bytes())
    return digest.hexdigest()
