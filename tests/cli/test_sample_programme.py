"""The sample programme on the command line: from the call to the published decision, and a pack that is proven offline."""

import asyncio
import json
import socket
import zipfile
from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, NoReturn

import pytest

from genkan.cli import opening, sample
from genkan.cli.errors import FileThere, PersonMayNot, SampleSignatureOnly
from genkan.cli.exam_sample import next_steps
from genkan.cli.opening import open_parts
from genkan.cli.sample import ANSWERERS
from genkan.evaluation.exam.errors import TooEarly
from genkan.evaluation.running.errors import RunEnded
from genkan.governance import EventFilter, list_events
from genkan.governance.signature.errors import SignatureCodeNeeded, SignatureCodeUnfit
from genkan.kit import system_clock
from genkan.selection.decision.errors import SignatureOvertaken
from genkan.settings import load_settings
from tests.cli.command_line import CommandLine, code_of

TITLES = [each.title for each in ANSWERERS]
SAMPLE = "--for-sample"
SIGNATURES = {"awaited": 4, "code_made": 4, "code_refused": 4, "proven": 4, "of_sample": 3}
OFFICE = ("--by", "takuya.rei")


def no_network(*_address: object) -> NoReturn:
    """Nothing is asked of any other machine."""
    raise AssertionError("the pack is proven without a network")


def put_forward(monkeypatch: pytest.MonkeyPatch, hours: int) -> None:
    """The commands that follow run so many hours later."""

    def later() -> datetime:
        return system_clock() + timedelta(hours=hours)

    monkeypatch.setattr(opening, "system_clock", later)


def test_from_the_call_to_the_decision(
    command_line: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    prepared = command_line.run("exam", "sample", "--opens-in", "3600")
    exam = prepared.splitlines()[0].rsplit(" ", 1)[1]
    assert [line.strip() for line in prepared.splitlines()[2:]] == [
        f"genkan {line}" for line in next_steps(exam, TITLES)
    ]
    taking, sealing = ("exam", "take-share", exam), ("exam", "seal", exam, *OFFICE)
    needs_a_code(command_line, *taking, "keiko.rei", "keiko.rei.txt", by="keiko.rei")
    command_line.run(*taking, "yumi.rei", "yumi.rei.txt", SAMPLE)
    commitment = needs_a_code(command_line, *sealing, by="takuya.rei").strip()
    bringing = ("exam", "open", exam, "keiko.rei", "keiko.rei.txt")
    with pytest.raises(TooEarly):
        command_line.run(*bringing, SAMPLE)
    put_forward(monkeypatch, hours=2)
    needs_a_code(command_line, *bringing, by="keiko.rei")
    command_line.run("exam", "open", exam, "yumi.rei", "yumi.rei.txt", SAMPLE)
    held = command_line.run(
        "exam", "run", exam, *OFFICE, *(word for each in TITLES for word in ("--deployment", each))
    )
    task = held.split()[-1].rpartition("：")[2]
    with pytest.raises(PersonMayNot):
        command_line.run("exam", "void", exam, "--by", "keiko.rei", "--reason", "見本")
    with pytest.raises(RunEnded):
        command_line.run("exam", "stop", exam, *OFFICE)
    mark(command_line, task)
    root = command_line.run("exam", "publish", exam, *OFFICE).strip()
    command_line.run("exam", "pack", exam, "pack.json", *OFFICE)
    prove(command_line, Path("pack.json"), commitment, root, monkeypatch)
    call = command_line.run("selection", "sample-decision", "pack.json", *OFFICE).strip()
    older = command_line.run("selection", "propose", call, *OFFICE).split()[-1]
    proposed = command_line.run("selection", "propose", call, *OFFICE).split()[-1]
    with pytest.raises(SignatureOvertaken):
        command_line.run("selection", "sign", call, *OFFICE, "--digest", older)
    command_line.run("selection", "sign", call, *OFFICE, "--digest", proposed, SAMPLE)
    signing = ("selection", "sign", call, "--by", "keiko.rei", "--digest", proposed)
    with monkeypatch.context() as elsewhere, pytest.raises(SampleSignatureOnly):
        elsewhere.setattr(sample, "MINISTRY", "ほかの省")
        command_line.run(*signing, SAMPLE)
    assert "公表しました" in needs_a_code(command_line, *signing, by="keiko.rei")
    command_line.run("selection", "export", call, "--to", "call.zip")
    with zipfile.ZipFile("call.zip") as archive:
        signatures = json.loads(archive.read("decision/signatures-2.json"))
    assert [each["on_command_line"] for each in signatures] == [True, True]
    command_line.run("selection", "verify", "call.zip")
    command_line.run("ledger", "verify")
    there = asyncio.run(events())
    kinds = Counter(kind.removeprefix("person:signature:") for kind, _, _ in there)
    assert {name: kinds[name] for name in SIGNATURES} == SIGNATURES
    signed = [each for each in there if each[0] == "selection:decision:signed"]
    assert len(signed) == 2
    assert all(actor == "command_line" and "person" in details for _, actor, details in signed)


def needs_a_code(command_line: CommandLine, *command: str, by: str) -> str:
    """What a deed says that is signed by a code: not without one, not by a wrong one, nor by another person's, nor twice."""
    with pytest.raises(SignatureCodeNeeded):
        command_line.run(*command)
    code = asyncio.run(code_of(by))
    with pytest.raises(SignatureCodeUnfit):
        command_line.run(*command, "--code", "2222-3333-4444-5555")
    return command_line.run(*command, "--code", f" {code.lower().replace('-', ' ')}")


def mark(command_line: CommandLine, task: str) -> None:
    """Both markers hand their sheets in, blind and filled in by rule; nothing goes to a third person."""
    command_line.run("marking", "begin", task, "--marker", "makoto.rei", "--marker", "yui.rei", *OFFICE)
    for name in ("makoto.rei", "yui.rei"):
        for file in (f"{name}.jsonl", f"{name}-2.jsonl"):
            command_line.run("marking", "sheet", task, name, file, "--sample")
            assert not any(title in Path(file).read_text("utf-8") for title in TITLES)
            assert Path(file).stat().st_mode & 0o777 == 0o600
            told = command_line.run("marking", "enter", task, name, file)
            assert ("提出しました" in told) is file.endswith("-2.jsonl")
        with pytest.raises(FileThere):
            command_line.run("marking", "sheet", task, name, f"{name}.jsonl")
        first, second = (answers_in(Path(f"{name}{end}.jsonl")) for end in ("", "-2"))
        assert len(first) == 20 and second and set(second) <= set(first), "what comes again is apart"
    assert command_line.run("marking", "compare", task, *OFFICE).strip() == "裁定を待つ回答：0件"
    command_line.run("marking", "close", task, *OFFICE)


def answers_in(sheet: Path) -> list[tuple[str, str]]:
    """Question and answer of each row."""
    rows = map(json.loads, sheet.read_text("utf-8").splitlines())
    return [(row["question"], row["answer"]) for row in rows]


def prove(
    command_line: CommandLine, pack: Path, commitment: str, root: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without network or database: the pack is whole, and what is altered in a copy is named."""
    published = ("--commitment", commitment, "--root", root)
    with monkeypatch.context() as offline:
        offline.setattr(socket.socket, "connect", no_network)
        offline.setenv("GENKAN_DATA_FOLDER", str(pack.parent / "another machine"))
        assert "公表したものと同じです" in command_line.run("exam", "verify", str(pack), *published)
        for part, altered, name in alterations(json.loads(pack.read_text("utf-8"))):
            copy = pack.with_name("altered.json")
            copy.write_text(json.dumps(altered, ensure_ascii=False), "utf-8")
            told = command_line.run("exam", "verify", str(copy), *published, status=1)
            assert f"変えられています：{part} {name}" in told
    assert not (pack.parent / "another machine").exists()


def alterations(pack: dict[str, Any]) -> list[tuple[str, dict[str, Any], str]]:
    """One character of a question and of an answer, and one point of a mark, each in a copy, with what is told of it."""
    copies = [json.loads(json.dumps(pack)) for _ in range(3)]
    question, answer = copies[0]["document"]["questions"][7], copies[1]["answers"][11]
    mark = copies[2]["marks"][3]
    question["prompt"] += "。"
    answer["text"] += "。"
    mark["points"][0] = 0 if mark["points"][0] else 1
    place = f"{mark['question']}/{mark['contestant']}/{mark['marker']}"
    return [
        ("試験の設問", copies[0], question["key"]),
        ("モデルの回答", copies[1], f"{answer['question']}/{answer['contestant']}"),
        ("採点者の採点", copies[2], place),
    ]


async def events() -> list[tuple[str, str, str]]:
    """Kind, actor and details of the ledger's events."""
    async with open_parts(load_settings()) as parts, parts.database.read() as connection:
        found = await list_events(connection, EventFilter(), limit=1000)
    return [(each.kind, each.actor, str(each.details)) for each in found.events]
