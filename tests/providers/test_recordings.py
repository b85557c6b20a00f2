"""What each provider makes of recorded traffic, sent byte by byte; see recordings/README.md for where it is from."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from genkan.providers import (
    Finished,
    ProviderEvent,
    ProviderProblem,
    Session,
    ToolCallDelta,
    UsageReport,
    assemble_tool_calls,
    providers,
)
from tests.providers.aws_events import aws_event
from tests.providers.conftest import CALM, Behaviour, asked
from tests.providers.protocols import PROTOCOLS
from tests.providers.rules import RULES
from tests.providers.streams import answering, streaming, text_of
from tests.providers.strict import running

FOLDER = Path(__file__).parent / "recordings"
RECORDINGS = sorted(path for path in FOLDER.glob("*/*") if not path.name.endswith(".heard.json"))


def test_every_protocol_has_an_answer_and_a_fault() -> None:
    assert {path.parent.name for path in RECORDINGS} == set(PROTOCOLS)
    for protocol in PROTOCOLS:
        heard = [json.loads(path.read_text("utf-8")) for path in (FOLDER / protocol).glob("*.heard.json")]
        assert {"problem" in document for document in heard} == {True, False}


@pytest.mark.parametrize(
    "recording", RECORDINGS, ids=lambda path: f"{path.parent.name}-{path.name.partition('.')[0]}"
)
async def test_what_is_heard(recording: Path, session: Session) -> None:
    protocol = recording.parent.name
    spoken = PROTOCOLS[protocol]
    expected = json.loads(
        (recording.parent / f"{recording.name.partition('.')[0]}.heard.json").read_text("utf-8")
    )
    async with running(RULES[protocol]) as server:
        server.behaviour = replayed(recording)
        provider = providers(session, timeouts=CALM)[protocol]
        arrived: list[ProviderEvent] = []
        problem = None
        try:
            async for event in provider.speak(
                spoken.endpoint(server.address), replace(asked(), model=spoken.model)
            ):
                arrived.append(event)
        except ProviderProblem as raised:
            problem = raised

        assert server.refused == 0
        assert described(arrived, problem) == {"text": "", **expected}


def replayed(recording: Path) -> Behaviour:
    """The behaviour of the endpoint that sent this."""
    if recording.name.endswith(".aws.json"):
        events = json.loads(recording.read_text("utf-8"))
        body = b"".join(aws_event(name, document, kind=kind) for kind, name, document in events)
        return streaming([bytes([byte]) for byte in body], content_type="application/vnd.amazon.eventstream")
    status, content_type, _, *lines = recording.read_bytes().split(b"\n")
    body = b"\n".join(lines)
    if status != b"200":
        return answering(body, status=int(status), content_type=content_type.decode())
    return streaming([bytes([byte]) for byte in body], content_type=content_type.decode())


def described(arrived: list[ProviderEvent], problem: ProviderProblem | None) -> dict[str, object]:
    """What arrived, in the form of the expectations."""
    calls = assemble_tool_calls(tuple(event for event in arrived if isinstance(event, ToolCallDelta)))
    found: dict[str, object] = {"text": text_of(arrived)}
    if calls:
        found["tool_calls"] = [[call.id, call.name, call.arguments] for call in calls]
    for event in arrived:
        if isinstance(event, UsageReport):
            found["usage"] = [event.input_tokens, event.output_tokens]
        if isinstance(event, Finished):
            found["reason"] = event.reason
    if problem is not None:
        found |= {"problem": type(problem).__name__, "details": problem.details}
    return found
