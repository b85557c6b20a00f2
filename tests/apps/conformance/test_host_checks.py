"""Checking hosts: our own passes against the twin, and each wrong habit is found."""

import base64
import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from genkan.apps.conformance.behaviour import BEHAVIOURS
from genkan.apps.conformance.finding import Verdict, passes
from genkan.apps.conformance.heard import Heard
from genkan.apps.conformance.host_checks import judge_host
from genkan.apps.form.values import GivenFile
from genkan.apps.program import Awaited, ReadFile, Turn
from genkan.kit import Problem, system_clock
from tests.apps.external.conftest import Ministry, authority, exchange, ministry, moving, served
from tests.apps.twin_server import Served

__all__ = ["authority", "exchange", "ministry", "moving", "served"]
KEYS = {name: f"key-{name}" for name in BEHAVIOURS}
SESSION = "3f0f7c52-2c3c-4d0c-9d4b-0d8f1f1f7a10"
FILES = [{"key": "source", "files": [{"filename": "a.txt", "content": base64.b64encode(b"a").decode()}]}]
RIGHT: Mapping[str, Any] = {"subject": 2026, "count": 12, "kinds": "notice,reply", "files": FILES}


def post(
    app: str = "plain",
    *,
    inputs: Mapping[str, Any] = RIGHT,
    session: str = SESSION,
    at: float = 0.0,
    headers: Mapping[str, str] | None = None,
    padding: int = 0,
    told: str = "",
) -> Heard:
    """A request that a host sent; right in everything that is not given."""
    given = {
        "content-type": "application/json",
        "x-api-key": KEYS[app],
        "x-user-id": "u-1",
        **(headers or {}),
    }
    body = json.dumps({"inputs": dict(inputs), "sessionId": session}).encode() + b" " * padding
    return Heard(method="POST", path=f"/apps/{app}", query="", headers=given, body=body, at=at, told=told)


def look(app: str, *, at: float) -> Heard:
    """A look at a status."""
    return Heard(
        method="GET", path=f"/apps/{app}/r-1", query="", headers={"x-api-key": KEYS[app]}, body=b"", at=at
    )


def verdicts(*heard: Heard) -> dict[str, Verdict]:
    return {finding.name: finding.verdict for finding in judge_host(heard, keys=KEYS)}


def history(
    *inputs: Mapping[str, Any], moments: tuple[str, ...] = ("2026-04-01", "2026-04-02"), output: object = ""
) -> dict[str, Any]:
    turns = [
        {"input": json.dumps(each), "output": output, "createdDate": at}
        for each, at in zip(inputs, moments, strict=False)
    ]
    return {**RIGHT, "conversation_histories": turns}


def test_nothing_was_tried() -> None:
    findings = judge_host([], keys=KEYS)
    assert {finding.verdict for finding in findings} == {Verdict.NOT_TRIED} and not passes(findings)


def test_a_host_that_is_right_in_everything() -> None:
    heard = [
        post(told="一つ目"),
        post(inputs=history({"subject": 1}, {"subject": 2}, output="一つ目")),
        post("redirecting"),
        post("later-elsewhere"),
        post("later", at=10.0),
        look("later", at=40.5),
        look("later", at=100.0),
    ]
    found = judge_host(heard, keys=KEYS)
    assert {each.name: each.told for each in found if each.verdict is not Verdict.PASSED} == {}


WRONG: list[tuple[str, list[Heard]]] = [
    ("media_type", [post(headers={"content-type": "text/plain"})]),
    ("shape", [Heard(method="POST", path="/apps/plain", query="", headers={}, body=b"[]", at=0.0)]),
    ("session", [post(session="1")]),
    ("session", [post(session="01900000-0000-7000-8000-000000000001")]),
    ("user", [post(headers={"x-user-id": ""})]),
    ("user", [post(headers={"x-user-id": "hanako@example.go.jp"})]),
    ("numbers", [post(inputs={**RIGHT, "subject": "2026"})]),
    ("boxes", [post(inputs={**RIGHT, "kinds": ["notice"]})]),
    ("files", [post(inputs={**RIGHT, "source": "a.txt"})]),
    (
        "files",
        [post(inputs={**RIGHT, "files": [{"key": "source", "files": [{"filename": "a", "content": "*"}]}]})],
    ),
    ("files", [post(inputs={**RIGHT, "files": [{"key": "other", "files": []}]})]),
    ("history", [post(inputs=history({}, {}, moments=("2026-04-02", "2026-04-01")))]),
    ("history", [post(inputs=history({}, moments=("",)))]),
    ("history", [post(inputs=history({}, output=None))]),
    ("history", [post(inputs={**RIGHT, "conversation_history": [{"input": {"subject": 1}, "output": ""}]})]),
    ("continued", [post(told="一つ目"), post()]),
    ("continued", [post(told="一つ目"), post(inputs=history({}, output="別の出力"))]),
    ("flat", [post(inputs=history({"conversation_histories": []}))]),
    ("looks", [post("later", at=1.0), look("later", at=5.0)]),
    ("once", [post("later"), post("later", at=60.0)]),
    ("redirects", [post("redirecting"), post("plain", headers={"x-api-key": KEYS["redirecting"]})]),
    ("elsewhere", [post("later-elsewhere"), look("later-elsewhere", at=40.0)]),
    ("size", [post(padding=7_000_000)]),
    ("own_key", [post(headers={"x-api-key": KEYS["files"]})]),
    ("own_key", [post(headers={"x-api-key": ""})]),
]


@pytest.mark.parametrize(("name", "heard"), WRONG, ids=[f"{n}-{each[0]}" for n, each in enumerate(WRONG)])
def test_a_wrong_habit(name: str, heard: list[Heard]) -> None:
    assert verdicts(*heard)[name] is Verdict.FAILED


async def test_our_own_host_passes(ministry: Ministry, served: Served) -> None:
    """Every app of the twin is called as a run does, the misbehaving ones among them."""
    await ministry.allow()
    given = {"source": (GivenFile("通知.txt", "例示省の通知".encode()),)}
    read = {"source": (ReadFile("通知.txt", "text/plain", "例示省の通知"),)}
    now = system_clock()
    turns = (Turn({"subject": "1"}, "一", now), Turn({"subject": "2"}, "二", now))
    for number, name in enumerate(name for name in BEHAVIOURS if name not in ("silent", "huge")):
        app = await ministry.register(served, name)
        bench = ministry.bench(run_id=f"run-{number}", given=given, files=read, turns=turns)
        try:
            output = await ministry.caller.work(app.id, bench)
            goes_on = (*turns, Turn(bench.values, output.text, now))
            await ministry.caller.work(app.id, replace(bench, turns=goes_on, steps={}))
        except (Awaited, Problem):
            continue
    findings = {each.name: each for each in judge_host(served.twin.heard, keys=served.twin.keys)}
    assert {name: each.told for name, each in findings.items() if each.verdict is not Verdict.PASSED} == {
        "looks": "この確認に使うアプリは、まだ呼び出されていません。"
    }
