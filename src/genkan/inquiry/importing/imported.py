"""An import of a list, and what became of each row."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from genkan.inquiry.importing.column import Column

PREVIEW_LIFE = timedelta(days=1)


class ImportState(StrEnum):
    """Where an import stands."""

    PREVIEW = "preview"
    WAITING = "waiting"
    DONE = "done"
    FAILED = "failed"

    @property
    def label(self) -> str:
        """The state as a Japanese message id."""
        return _STATES[self]


_STATES = {
    ImportState.PREVIEW: "確認中",
    ImportState.WAITING: "取込み中",
    ImportState.DONE: "終了",
    ImportState.FAILED: "中断",
}


class RowOutcome(StrEnum):
    """What became of a row."""

    TAKEN = "taken"
    KNOWN = "known"
    REFUSED = "refused"

    @property
    def label(self) -> str:
        """The outcome as a Japanese message id."""
        return _OUTCOMES[self]


_OUTCOMES = {RowOutcome.TAKEN: "登録", RowOutcome.KNOWN: "登録済み", RowOutcome.REFUSED: "登録せず"}


@dataclass(frozen=True)
class Import:
    """A list that was handed in; ``done`` of its ``total`` rows have an outcome."""

    id: str
    organisation_id: str
    person_id: str
    at: datetime
    name: str
    state: ImportState
    columns: Mapping[Column, int]
    total: int
    done: int


@dataclass(frozen=True)
class RowReport:
    """What became of a row; ``reason`` is Japanese, empty where it is taken; ``case_id`` is the case it is or was."""

    row: int
    outcome: RowOutcome
    reason: str = ""
    case_id: str | None = None
