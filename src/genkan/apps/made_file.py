"""An output that is written as a file in the background (ファイルの作成), and how far it is."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from genkan.apps.export import ExportFormat
from genkan.apps.run import Failure


class FileState(StrEnum):
    """Where the making of a file stands (順番待ち・作成中・完了・失敗)."""

    WAITING = "waiting"
    MAKING = "making"
    MADE = "made"
    FAILED = "failed"

    @property
    def ended(self) -> bool:
        """Whether nothing more will come."""
        return self in (FileState.MADE, FileState.FAILED)


@dataclass(frozen=True, kw_only=True)
class MadeFile:
    """The file of one format of one run, without its content; ``name`` is empty until it is made.

    ``asked_at``: when it was asked for. ``failure`` says why there is none.
    """

    run_id: str
    form: ExportFormat
    state: FileState
    name: str
    asked_at: datetime
    failure: Failure | None = None
