"""An upload as its page shows it: what failed first, and no longer list than a person reads."""

from collections.abc import Callable
from dataclasses import dataclass

from genkan.kit import Problem
from genkan.knowledge.intake.inbox import FileState, Upload, UploadLine

_MOST_LINES = 500
_ORDER = (FileState.FAILED, FileState.LOADING, FileState.WAITING, FileState.DONE)


@dataclass(frozen=True, slots=True)
class ShownLine:
    """A file, with its problem as sentence and next step in the language of the page."""

    line: UploadLine
    explained: tuple[str, str] | None


@dataclass(frozen=True, slots=True)
class ShownUpload:
    """The lines that are shown, and how many more were loaded without a problem."""

    lines: tuple[ShownLine, ...]
    more: int


def shown(upload: Upload, *, explain: Callable[[Problem], tuple[str, str]]) -> ShownUpload:
    """The first lines, those with a problem or a note before all others where there are too many."""
    lines = list(upload.lines)
    if len(lines) > _MOST_LINES:
        lines.sort(key=lambda line: (_ORDER.index(line.state), not line.notes))
    kept = [ShownLine(line, explain(line.problem) if line.problem else None) for line in lines[:_MOST_LINES]]
    return ShownUpload(tuple(kept), len(lines) - len(kept))
