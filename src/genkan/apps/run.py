"""One run of an app (実行), from the filled form to the output."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from genkan.apps.form.values import Values
from genkan.apps.output import Check
from genkan.catalogue import InformationClass


class RunState(StrEnum):
    """Where a run stands (順番待ち・実行中・相手先の処理待ち・完了・失敗・停止・中断)."""

    WAITING = "waiting"
    RUNNING = "running"
    AWAITED = "awaited"
    COMPLETED = "completed"
    FAILED = "failed"
    STOPPED = "stopped"
    INTERRUPTED = "interrupted"

    @property
    def ended(self) -> bool:
        """Whether nothing more will come."""
        return self not in (RunState.WAITING, RunState.RUNNING, RunState.AWAITED)


@dataclass(frozen=True)
class Advance:
    """How far a run is: ``done`` steps of ``of``, 0 of 0 where it is not known, and what is being done."""

    done: int = 0
    of: int = 0
    label: str = ""


@dataclass(frozen=True)
class Failure:
    """Why a run gave no output: message identifiers with the details that fill them."""

    sentence: str
    next_step: str
    details: dict[str, object]


@dataclass(frozen=True, kw_only=True)
class Run:
    """A run as it stands.

    ``deployment_id`` is empty where no model was chosen. ``session_id`` is the same for all runs of a conversation,
    ``previous_id`` the one that this goes on from. ``place_in_line`` counts the runs up to and including it that
    wait, 0 once it began. ``ended_at`` is None while ``state`` has not ended. Where a program began it, ``api_key_id``
    is its key, ``person_id`` who answers for the key, and ``outside_user`` a digest of whom the program named.

    A *pair* is a run that two models do, each in a run of its own, its *sides*: ``pair_id`` is the pair's id on all
    three, ``side`` is ``a`` or ``b`` on the sides alone, and ``picked_id`` the side whose output the pair goes on with.
    """

    id: str
    person_id: str
    organisation_id: str
    app_id: str
    title: str
    values: Values
    information_class: InformationClass
    deployment_id: str
    session_id: str
    previous_id: str | None
    state: RunState
    advance: Advance = Advance()
    stop_asked: bool = False
    text: str = ""
    checks: tuple[Check, ...] = ()
    notices: tuple[str, ...] = ()
    failure: Failure | None = None
    created_at: datetime
    started_at: datetime | None = None
    ended_at: datetime | None = None
    place_in_line: int = 0
    api_key_id: str = ""
    outside_user: str = ""
    pair_id: str = ""
    side: str = ""
    picked_id: str = ""

    @property
    def is_pair(self) -> bool:
        """Whether two other runs do its work."""
        return self.pair_id == self.id

    @property
    def asked_id(self) -> str:
        """The run that a person began, with everything that was put in."""
        return self.pair_id or self.id

    @property
    def output_id(self) -> str:
        """The run that made the output."""
        return self.picked_id or self.id


class FileSide(StrEnum):
    """Whether a file came with the form or was made by the app."""

    GIVEN = "given"
    MADE = "made"


@dataclass(frozen=True, kw_only=True)
class RunFile:
    """A file of a run without its content; ``key`` is the field it came with, empty for what was made."""

    id: str
    run_id: str
    side: FileSide
    key: str
    name: str
    media_type: str
    size: int
