"""Recorded traffic: what was recorded is repeated, errors and delays included."""

import asyncio
import json
import time
from collections.abc import AsyncGenerator
from contextlib import aclosing
from pathlib import Path

import pytest

from genkan.providers import (
    Endpoint,
    EndpointRefused,
    Finished,
    ProviderEvent,
    ProviderProblem,
    SpeakRequest,
    StreamBroken,
    TextDelta,
    ToolCallDelta,
    UsageReport,
)
from genkan.providers.errors import AddressNotFolder, RecordingMissing, RecordingUnreadable, TooManyRequests
from genkan.providers.recording import request_digest
from genkan.providers.replay import Recorder, Replay
from tests.providers.conftest import asked, collect

EVENTS: list[ProviderEvent] = [
    TextDelta("保存期間は"),
    ToolCallDelta(0, "call", "search", "{}"),
    TextDelta("五年です。"),
    UsageReport(11, 7),
    Finished("stop"),
]


class Scripted:
    """A provider that says what it is told, and may fail at the end."""

    def __init__(self, events: list[ProviderEvent], problem: ProviderProblem | None = None) -> None:
        self._events = events
        self._problem = problem

    async def speak(self, endpoint: Endpoint, request: SpeakRequest) -> AsyncGenerator[ProviderEvent, None]:
        """The script."""
        for event in self._events:
            await asyncio.sleep(0)
            yield event
        if self._problem:
            raise self._problem


class Stopwatch:
    """Seconds that pass by a quarter at every look."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        self.now += 0.25
        return self.now


def at_once(folder: Path) -> Endpoint:
    """The endpoint of a folder, without delays."""
    return Endpoint(folder.as_uri(), parameters={"pace": 0})


async def test_what_was_recorded_is_repeated(tmp_path: Path) -> None:
    recorded = await collect(Recorder(Scripted(EVENTS), folder=tmp_path).speak(Endpoint(""), asked()))
    repeated = await collect(Replay().speak(at_once(tmp_path), asked()))

    assert recorded == repeated == EVENTS


async def test_an_error_is_repeated_where_it_came(tmp_path: Path) -> None:
    problem = TooManyRequests(http_status=429, message="slow down")
    with pytest.raises(TooManyRequests):
        await collect(Recorder(Scripted(EVENTS[:1], problem), folder=tmp_path).speak(Endpoint(""), asked()))
    said: list[ProviderEvent] = []
    with pytest.raises(EndpointRefused) as raised:
        async for event in Replay().speak(at_once(tmp_path), asked()):
            said.append(event)

    assert said == EVENTS[:1]
    assert type(raised.value) is TooManyRequests
    assert raised.value.details == {"http_status": 429, "message": "slow down"}


async def test_delays_are_recorded_and_can_be_scaled(tmp_path: Path) -> None:
    recorder = Recorder(Scripted([TextDelta("字"), Finished("stop")]), folder=tmp_path, timer=Stopwatch())
    await collect(recorder.speak(Endpoint(""), asked()))
    start = time.monotonic()
    await collect(Replay().speak(Endpoint(tmp_path.as_uri(), parameters={"pace": 0.5}), asked()))

    assert 0.2 < time.monotonic() - start < 2.0


async def test_an_answer_not_heard_to_its_end_is_not_recorded(tmp_path: Path) -> None:
    async with aclosing(Recorder(Scripted(EVENTS), folder=tmp_path).speak(Endpoint(""), asked())) as events:
        await anext(events)

    assert list(tmp_path.iterdir()) == []


async def test_no_question_and_no_secret_stands_in_a_recording(tmp_path: Path) -> None:
    endpoint = Endpoint("https://llm.example.jp/v1", secret="very-secret")
    await collect(Recorder(Scripted(EVENTS), folder=tmp_path).speak(endpoint, asked("極秘の質問")))
    [file] = tmp_path.iterdir()
    content = file.read_text(encoding="utf-8")

    assert file.name == f"{request_digest(asked('極秘の質問'))}.jsonl"
    assert "極秘" not in content
    assert "very-secret" not in content
    assert json.loads(content.splitlines()[0])["format"] == "genkan-replay-1"


async def test_another_request_is_not_known(tmp_path: Path) -> None:
    await collect(Recorder(Scripted(EVENTS), folder=tmp_path).speak(Endpoint(""), asked()))
    for request in (asked("別の質問"), asked(breadth="broad")):
        with pytest.raises(RecordingMissing):
            await collect(Replay().speak(at_once(tmp_path), request))


HEADING = '{"format": "genkan-replay-1", "digest": "{digest}"}\n'


# What may stand in a damaged file.
@pytest.mark.parametrize(
    "content",
    [
        "",
        "hello",
        '{"format": "other", "digest": "{digest}"}',
        '{"format": "genkan-replay-1", "digest": "0"}',
        HEADING + "{}",
        HEADING + '{"after": 0}',
        HEADING + '{"after": "soon", "text": "a"}',
        HEADING + '{"after": 0, "text": "a", "colour": "red"}',
        HEADING + '{"after": 0, "finished": "tired"}',
        HEADING + '{"after": 0, "problem": "NoSuchProblem"}',
        HEADING + '{"after": 0, "problem": "Problem"}',
        HEADING + '{"after": 0, "problem": "EndpointRefused"}',
        HEADING + '{"after": -1, "text": "a"}',
    ],
)
async def test_a_damaged_recording(content: str, tmp_path: Path) -> None:
    digest = request_digest(asked())
    file = tmp_path / f"{digest}.jsonl"
    file.write_text(content.replace("{digest}", digest), encoding="utf-8")
    with pytest.raises(RecordingUnreadable) as raised:
        await collect(Replay().speak(at_once(tmp_path), asked()))

    assert raised.value.details == {"file": file.name}


async def test_a_recording_without_end(tmp_path: Path) -> None:
    digest = request_digest(asked())
    heading = json.dumps({"format": "genkan-replay-1", "digest": digest})
    (tmp_path / f"{digest}.jsonl").write_text(
        f'{heading}\n{{"after": 0, "text": "保存"}}\n', encoding="utf-8"
    )
    with pytest.raises(StreamBroken):
        await collect(Replay().speak(at_once(tmp_path), asked()))


@pytest.mark.parametrize(
    "address", ["", "recordings", "/recordings", "http://example.jp/", "file://host/recordings"]
)
async def test_an_address_that_is_no_folder(address: str) -> None:
    with pytest.raises(AddressNotFolder):
        await collect(Replay().speak(Endpoint(address), asked()))
