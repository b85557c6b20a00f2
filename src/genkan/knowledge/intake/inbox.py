"""Files that were handed in and wait to be loaded: kept in the data folder, so that a restart loses none."""

import re
import shutil
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import BinaryIO

import msgspec

from genkan.kit import Clock, new_id
from genkan.knowledge.errors import UploadNotFound
from genkan.knowledge.intake.keeping import Outcome
from genkan.knowledge.intake.told import ToldProblem, told_problem
from genkan.knowledge.parse import clean_name

_ID = re.compile(r"[0-9a-f-]{36}")
_KEPT = 5
_COPIED = 1024 * 1024
_HANDED, _LOG, _CERTAIN = "upload.json", "log.jsonl", "certain"
# What nobody waits for: the process died while it was copied, or the job that loads it was never left.
_ORPHAN = timedelta(days=1)


class FileState(StrEnum):
    """Where a file of an upload stands."""

    WAITING = "waiting"
    LOADING = "loading"
    DONE = "done"
    FAILED = "failed"

    @property
    def label(self) -> str:
        """The Japanese word for it."""
        return _LABELS[self]


_LABELS = {
    FileState.WAITING: "待機",
    FileState.LOADING: "読込中",
    FileState.DONE: "済",
    FileState.FAILED: "失敗",
}


@dataclass(frozen=True)
class UploadLine:
    """A file of an upload, or a file in a ZIP of it, and what became of it."""

    name: str
    state: FileState
    outcome: Outcome | None = None
    title: str = ""
    document_id: str = ""
    articles: int = 0
    problem: ToldProblem | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Upload:
    """Files that were handed in together, in their order; ``ended`` says that nothing of them is left to do."""

    id: str
    collection_id: str
    actor: str
    created_at: datetime
    lines: tuple[UploadLine, ...]
    ended: bool

    def count(self, *states: FileState) -> int:
        """How many files stand there."""
        return sum(line.state in states for line in self.lines)


class _Told(msgspec.Struct, omit_defaults=True):
    """A line of the log: a file begins, something of it was loaded or not, it ends."""

    file: int
    step: str
    name: str = ""
    outcome: str = ""
    title: str = ""
    document_id: str = ""
    articles: int = 0
    problem: dict[str, str] | None = None
    notes: tuple[str, ...] = ()


class _Handed(msgspec.Struct):
    """What is known of an upload from its beginning."""

    actor: str
    created_at: datetime
    names: list[str]


class Inbox:
    """The uploads of all collections below one folder."""

    def __init__(self, folder: Path, clock: Clock) -> None:
        self._folder = folder
        self._clock = clock

    def keep(self, files: Sequence[tuple[str, BinaryIO]], *, collection_id: str, actor: str) -> str:
        """Copy files into a new upload and return its id; uploads that ended long ago make room.

        It is one of the collection's uploads once :meth:`confirm` was called or its loading began.
        """
        upload_id = new_id(self._clock)
        place = self._place(collection_id, upload_id)
        place.mkdir(parents=True)
        for number, (_, source) in enumerate(files):
            with (place / f"{number}.file").open("wb") as target:
                shutil.copyfileobj(source, target, _COPIED)
        names = [clean_name(name) or f"{number + 1}" for number, (name, _) in enumerate(files)]
        handed = _Handed(actor, self._clock(), names)
        (place / _HANDED).write_bytes(msgspec.json.encode(handed))
        self._forget_old(collection_id)
        return upload_id

    def confirm(self, collection_id: str, upload_id: str) -> None:
        """Say that the job that loads an upload is certain to come."""
        (self._place(collection_id, upload_id) / _CERTAIN).touch()

    def bytes_waiting(self, collection_ids: Iterable[str]) -> int:
        """How large the files are altogether that wait in these collections."""
        folders = [self._folder / _checked(each) for each in collection_ids]
        return sum(_size_of(path) for folder in folders for path in folder.glob("*/*.file"))

    def read(self, collection_id: str, upload_id: str) -> Upload:
        """An upload as it stands. Raises ``UploadNotFound``."""
        place = self._place(collection_id, upload_id)
        try:
            handed = msgspec.json.decode((place / _HANDED).read_bytes(), type=_Handed)
        except FileNotFoundError as error:
            raise UploadNotFound from error
        told = list(_log(place))
        ended = {each.file for each in told if each.step == "ended"}
        lines = [line for number, name in enumerate(handed.names) for line in _lines(number, name, told)]
        return Upload(
            upload_id,
            collection_id,
            handed.actor,
            handed.created_at,
            tuple(lines),
            len(ended) == len(handed.names),
        )

    def uploads(self, collection_id: str) -> tuple[Upload, ...]:
        """The uploads of a collection that are kept, newest first."""
        folder = self._folder / _checked(collection_id)
        found = sorted((path.name for path in folder.glob("*") if _is_certain(path)), reverse=True)
        return tuple(self.read(collection_id, upload_id) for upload_id in found)

    def waiting(self, collection_id: str, upload_id: str) -> Iterator[tuple[int, str, Path]]:
        """The files that are not loaded to their end: number, name and place."""
        place = self._place(collection_id, upload_id)
        handed = msgspec.json.decode((place / _HANDED).read_bytes(), type=_Handed)
        ended = {each.file for each in _log(place) if each.step == "ended"}
        for number, name in enumerate(handed.names):
            if number not in ended:
                yield number, name, place / f"{number}.file"

    def begin(self, collection_id: str, upload_id: str, number: int) -> None:
        """Say that a file is being loaded; what was said of an earlier attempt no longer counts."""
        self._tell(collection_id, upload_id, _Told(number, "begun"))

    def tell(self, collection_id: str, upload_id: str, number: int, line: UploadLine) -> None:
        """Say what became of a file, or of a file in it."""
        problem = line.problem.stored() if line.problem else None
        outcome = line.outcome.value if line.outcome else ""
        told = _Told(
            number,
            "told",
            line.name,
            outcome,
            line.title,
            line.document_id,
            line.articles,
            problem,
            line.notes,
        )
        self._tell(collection_id, upload_id, told)

    def end(self, collection_id: str, upload_id: str, number: int) -> None:
        """Say that nothing of a file is left to do, and remove it."""
        self._tell(collection_id, upload_id, _Told(number, "ended"))
        (self._place(collection_id, upload_id) / f"{number}.file").unlink(missing_ok=True)

    def _tell(self, collection_id: str, upload_id: str, told: _Told) -> None:
        """Add a line, which begins anew also where a crash cut off the one before."""
        with (self._place(collection_id, upload_id) / _LOG).open("ab") as log:
            log.write(b"\n" + msgspec.json.encode(told))

    def _place(self, collection_id: str, upload_id: str) -> Path:
        return self._folder / _checked(collection_id) / _checked(upload_id)

    def _forget_old(self, collection_id: str) -> None:
        for upload in self.uploads(collection_id)[_KEPT:]:
            if upload.ended:
                shutil.rmtree(self._place(collection_id, upload.id), ignore_errors=True)
        before = (self._clock() - _ORPHAN).timestamp()
        for path in (self._folder / _checked(collection_id)).iterdir():
            if not _is_certain(path) and path.stat().st_mtime < before:
                shutil.rmtree(path, ignore_errors=True)


def _checked(identifier: str) -> str:
    """An id that is safe as the name of a folder. Raises ``UploadNotFound``."""
    if not _ID.fullmatch(identifier):
        raise UploadNotFound
    return identifier


def _is_certain(place: Path) -> bool:
    """Whether an upload is whole and is, or was, going to be loaded."""
    return (place / _HANDED).exists() and ((place / _CERTAIN).exists() or (place / _LOG).exists())


def _size_of(path: Path) -> int:
    """The size of a file; nothing where it was loaded meanwhile."""
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0


def _log(place: Path) -> Iterator[_Told]:
    """The log's whole lines; one that a crash cut off is told again by the next attempt."""
    try:
        written = (place / _LOG).read_bytes()
    except FileNotFoundError:
        return
    for line in written.split(b"\n"):
        try:
            yield msgspec.json.decode(line, type=_Told)
        except msgspec.DecodeError:
            continue


def _lines(number: int, name: str, told: Sequence[_Told]) -> list[UploadLine]:
    """The lines of one file since it was begun last; a ZIP has one for each file in it."""
    own = [each for each in told if each.file == number]
    begun = max((place for place, each in enumerate(own) if each.step == "begun"), default=None)
    if begun is None:
        return [UploadLine(name, FileState.WAITING)]
    lines = [_line(each) for each in own[begun:] if each.step == "told"]
    if not any(each.step == "ended" for each in own):
        lines.append(UploadLine(name, FileState.LOADING))
    return lines


def _line(told: _Told) -> UploadLine:
    state = FileState.FAILED if told.problem else FileState.DONE
    problem = told_problem(told.problem) if told.problem else None
    outcome = Outcome(told.outcome) if told.outcome else None
    return UploadLine(
        told.name, state, outcome, told.title, told.document_id, told.articles, problem, told.notes
    )
