"""Folders that are watched: what is new or changed in them is loaded once nobody writes to it any more."""

import asyncio
import hashlib
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import msgspec

from genkan.jobs import Queue
from genkan.kit import Clock, Problem, new_id
from genkan.knowledge.intake.errors import FolderAbsent, LoadingFailed
from genkan.knowledge.intake.keeping import Outcome
from genkan.knowledge.intake.loading import Loader
from genkan.knowledge.intake.reports import FileReport
from genkan.knowledge.jobs import WATCH_FOLDERS
from genkan.knowledge.sources import below, files_named
from genkan.storage import Database

logger = logging.getLogger(__name__)

# The name under which the state of a folder stands among its files.
_ITSELF = "."


class WatchedFolder(msgspec.Struct, frozen=True):
    """A folder whose files belong into a collection; ``actor`` is who had it watched."""

    folder: str
    collection_id: str
    actor: str


class SeenFile(msgspec.Struct, frozen=True):
    """A file as it was seen last; ``loaded`` says that this state of it was loaded or refused.

    Under the name ``.`` stands what is wrong with the folder itself.
    """

    size: int
    changed: int
    loaded: bool = False
    outcome: str = ""
    problem: str = ""
    notes: tuple[str, ...] = ()


_Seen = dict[str, SeenFile]


@dataclass(frozen=True, slots=True, kw_only=True)
class FolderWatch:
    """Looks into the watched folders and leaves the job for the next time. Nothing in them is moved or changed."""

    database: Database
    queue: Queue
    clock: Clock
    loader: Loader
    place: Path
    every: timedelta = timedelta(seconds=10)

    async def begin(self) -> None:
        """Leave the job for the next look, unless it is there or no folder is watched."""
        if await asyncio.to_thread(self.watched):
            due = _next(self.clock(), self.every)
            key = f"{WATCH_FOLDERS}:{due.isoformat()}"
            async with self.database.write() as connection:
                await self.queue.enqueue(connection, WATCH_FOLDERS, payload={}, key=key, run_after=due)

    async def look(self) -> None:
        """Load what is new in every folder; a folder that is not there is looked for again the next time.

        What stands in the way of one folder is told in its state and in the log, and the others are looked into.
        """
        try:
            for watched in await asyncio.to_thread(self.watched):
                await self._look_safely(watched)
        finally:
            await self.begin()

    async def look_into(self, watched: WatchedFolder) -> tuple[FileReport, ...]:
        """Load the files of one folder that are new or changed, and have not changed since the last look.

        Where the folder is not there or was emptied, what was seen in it stays known. Raises a problem of the records or
        of the collection.
        """
        seen = await asyncio.to_thread(self.seen, watched)
        present = await asyncio.to_thread(_present, Path(watched.folder))
        if present is None or (not present and seen.keys() - {_ITSELF}):
            await asyncio.to_thread(self._tell, watched, FolderAbsent(folder=watched.folder))
            return ()
        reports: list[FileReport] = []
        now = {name: _merged(seen.get(name), found) for name, found in present.items()}
        for name, found in now.items():
            if not found.loaded and seen.get(name) == found:
                told = await self._load(watched, name)
                reports += told
                now[name] = _loaded(found, told)
                await asyncio.to_thread(self._remember, watched, {**now})
        if now != seen:
            await asyncio.to_thread(self._remember, watched, now)
        return tuple(reports)

    def watched(self) -> tuple[WatchedFolder, ...]:
        """The folders that are watched."""
        try:
            return msgspec.json.decode(
                (self.place / "folders.json").read_bytes(), type=tuple[WatchedFolder, ...]
            )
        except FileNotFoundError:
            return ()

    def add(self, folder: WatchedFolder) -> None:
        """Watch a folder from now on; one that is watched already gets its new collection."""
        others = [each for each in self.watched() if each.folder != folder.folder]
        self._write("folders.json", msgspec.json.encode([*others, folder]))

    def remove(self, folder: str) -> bool:
        """Watch a folder no longer; False where it was not watched. What was loaded stays."""
        known = self.watched()
        left = [each for each in known if each.folder != folder]
        self._write("folders.json", msgspec.json.encode(left))
        for each in known:
            if each.folder == folder:
                (self.place / _state_name(each)).unlink(missing_ok=True)
        return len(left) < len(known)

    def seen(self, watched: WatchedFolder) -> _Seen:
        """The files of a folder as they were seen last."""
        try:
            return msgspec.json.decode((self.place / _state_name(watched)).read_bytes(), type=_Seen)
        except (FileNotFoundError, msgspec.DecodeError):
            return {}

    async def _look_safely(self, watched: WatchedFolder) -> None:
        try:
            await self.look_into(watched)
        except Problem as problem:
            await asyncio.to_thread(self._tell, watched, problem)
        except Exception as error:  # noqa: BLE001 - the operator is told by the log and the state of the folder
            await asyncio.to_thread(self._tell, watched, LoadingFailed(name=watched.folder), error)

    def _tell(self, watched: WatchedFolder, problem: Problem, cause: Exception | None = None) -> None:
        """Keep what is wrong with a folder beside what is known of its files, and log it once."""
        seen = self.seen(watched)
        state = SeenFile(0, 0, problem=str(problem))
        if seen.get(_ITSELF) != state:
            logger.warning(
                "A watched folder cannot be looked into; it is tried again: %s", problem, exc_info=cause
            )
            self._remember(watched, {**seen, _ITSELF: state})

    async def _load(self, watched: WatchedFolder, name: str) -> tuple[FileReport, ...]:
        """What became of a file and of those in it; the next ones go on whatever it was."""
        folder = Path(watched.folder)
        try:
            files = files_named(folder / name, name=name, folder=folder)
            report = await self.loader.load_files(
                files, collection_id=watched.collection_id, actor=watched.actor
            )
        except Problem:
            raise
        except Exception:  # the operator is told by the log and by the state of the file
            logger.exception("A file of a watched folder could not be loaded; the others go on")
            return (FileReport(name, Outcome.SKIPPED, problem=LoadingFailed(name=name)),)
        return report.files

    def _remember(self, watched: WatchedFolder, seen: Mapping[str, SeenFile]) -> None:
        self._write(_state_name(watched), msgspec.json.encode(seen))

    def _write(self, name: str, content: bytes) -> None:
        """Write a whole file or, where the process ends meanwhile, leave the old one."""
        self.place.mkdir(parents=True, exist_ok=True)
        fresh = self.place / f"{name}.{new_id(self.clock)}.new"
        try:
            fresh.write_bytes(content)
            fresh.replace(self.place / name)
        finally:
            fresh.unlink(missing_ok=True)


def _next(now: datetime, every: timedelta) -> datetime:
    """The next moment that is a whole number of intervals away from the epoch, so that processes agree on it."""
    seconds = every.total_seconds()
    return datetime.fromtimestamp((now.timestamp() // seconds + 1) * seconds, tz=now.tzinfo)


def _present(folder: Path) -> _Seen | None:
    """The files of a folder as they are now; ``None`` where it cannot be read."""
    found: _Seen = {}
    try:
        paths = below(folder) if folder.is_dir() else None
    except OSError:
        return None
    if paths is None:
        return None
    for path in paths:
        try:
            facts = path.stat()
        except OSError:
            continue
        found[path.relative_to(folder).as_posix()] = SeenFile(facts.st_size, facts.st_mtime_ns)
    return found


def _merged(before: SeenFile | None, found: SeenFile) -> SeenFile:
    """What is known of a file, unless it has changed since."""
    same = before is not None and (before.size, before.changed) == (found.size, found.changed)
    return before if before is not None and same else found


def _loaded(found: SeenFile, told: tuple[FileReport, ...]) -> SeenFile:
    """The file with what became of it; of a ZIP, what was wrong in it."""
    problems = [str(report.problem) for report in told if report.problem]
    notes = tuple(note for report in told for note in report.notes)
    outcome = told[-1].outcome.value if told else ""
    return SeenFile(found.size, found.changed, True, outcome, " ".join(problems), notes)


def _state_name(watched: WatchedFolder) -> str:
    """The file that has the state of a folder."""
    digest = hashlib.sha256(f"{watched.collection_id}:{watched.folder}".encode()).hexdigest()
    return f"{digest[:32]}.json"
