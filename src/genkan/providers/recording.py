"""The form of recorded traffic: a folder with one file for each request, named by the digest of the request.

A file is JSON Lines. The first line is ``{"format": "genkan-replay-1", "digest": …}``; each further line is
one event or the error that ended the answer, with ``after``, the seconds since the event before it. The request
itself is not written, so a folder of recordings holds answers and no questions.
"""

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, NamedTuple

import msgspec

from genkan.kit import canonical_json, digest
from genkan.providers import errors
from genkan.providers.errors import ProviderProblem, RecordingMissing, RecordingUnreadable
from genkan.providers.events import (
    Finished,
    ProviderEvent,
    Reason,
    SpeakRequest,
    TextDelta,
    ToolCallDelta,
    UsageReport,
)

FORMAT = "genkan-replay-1"


class Moment(NamedTuple):
    """One event, or the error that ended the answer, and the seconds since the one before."""

    after: float
    event: ProviderEvent | ProviderProblem


class _Line(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    after: Annotated[float, msgspec.Meta(ge=0)]
    text: str | None = None
    tool_call: ToolCallDelta | None = None
    usage: UsageReport | None = None
    finished: Reason | None = None
    problem: str | None = None
    details: dict[str, str | int] = {}


class _Heading(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    format: str
    digest: str


def request_digest(request: SpeakRequest) -> str:
    """The digest that names the recording of a request; numbers and pages of sources do not count."""
    return digest(
        canonical_json(
            {
                "model": request.model,
                "messages": [asdict(message) for message in request.messages],
                "sources": [[source.label, source.text] for source in request.sources],
                "parameters": dict(request.parameters),
                "tools": [dict(tool) for tool in request.tools],
            }
        )
    )


def read_recording(folder: Path, name: str) -> tuple[Moment, ...]:
    """The recording called ``name``. Raises ``RecordingMissing`` and ``RecordingUnreadable``."""
    path = folder / f"{name}.jsonl"
    try:
        heading, *lines = path.read_bytes().splitlines()
        _check(msgspec.json.decode(heading, type=_Heading), name=name)
        return tuple(_moment(msgspec.json.decode(line, type=_Line)) for line in lines)
    except FileNotFoundError as error:
        raise RecordingMissing from error
    except (OSError, ValueError) as error:  # msgspec's errors are ValueErrors
        raise RecordingUnreadable(file=path.name) from error


def write_recording(folder: Path, name: str, moments: Sequence[Moment]) -> None:
    """Write or replace the recording called ``name``, whole or not at all."""
    folder.mkdir(parents=True, exist_ok=True)
    lines = [_Heading(format=FORMAT, digest=name), *(_line(moment) for moment in moments)]
    unfinished = folder / f"{name}.part"
    unfinished.write_bytes(b"".join(msgspec.json.encode(line) + b"\n" for line in lines))
    unfinished.replace(folder / f"{name}.jsonl")


def _check(heading: _Heading, *, name: str) -> None:
    if heading.format != FORMAT or heading.digest != name:
        raise ValueError("not a recording of this request")


def _line(moment: Moment) -> _Line:
    match moment.event:
        case TextDelta(text=text):
            return _Line(after=moment.after, text=text)
        case ToolCallDelta() as call:
            return _Line(after=moment.after, tool_call=call)
        case UsageReport() as usage:
            return _Line(after=moment.after, usage=usage)
        case Finished(reason=reason):
            return _Line(after=moment.after, finished=reason)
        case ProviderProblem() as problem:
            return _Line(after=moment.after, problem=type(problem).__name__, details=_details(problem))


def _details(problem: ProviderProblem) -> dict[str, str | int]:
    return {key: value for key, value in problem.details.items() if isinstance(value, str | int)}


def _moment(line: _Line) -> Moment:
    if line.problem is not None:
        return Moment(line.after, _problem(line.problem, details=line.details))
    if line.finished is not None:
        return Moment(line.after, Finished(line.finished))
    event = line.tool_call or line.usage or (TextDelta(line.text) if line.text else None)
    if event is None:
        raise ValueError("a line without an event")
    return Moment(line.after, event)


def _problem(name: str, *, details: dict[str, str | int]) -> ProviderProblem:
    kind = getattr(errors, name, None)
    if not (isinstance(kind, type) and issubclass(kind, ProviderProblem)):
        raise ValueError(f"no such problem: {name}")  # noqa: TRY004 - what is in the file is a value
    try:
        return kind(**details)
    except KeyError as error:
        raise ValueError(f"{name} needs {error}") from error
