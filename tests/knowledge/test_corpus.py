"""A corpus of laws in one file: read as it streams, loaded many at a time, again without doing anything twice."""

import json
import lzma
from pathlib import Path

import pytest

from genkan.knowledge import Outcome
from genkan.knowledge.intake import bulk
from genkan.knowledge.parse import ArticleKind, DocumentKind, read_corpus
from genkan.knowledge.parse.errors import DamagedFile
from tests.knowledge.conftest import KnowledgeRoom


def line(law: str, article: str, text: str, **facts: object) -> str:
    """One article of a corpus."""
    known = {"law_id": law, "law_title": f"{law}法", "law_num": "令和七年法律第一号", "article": article}
    label = f"第{article}条"
    return json.dumps(known | {"label": label, "text": text} | facts, ensure_ascii=False)


LINES = [
    line("A", "1", "本文。\n号の一。\n号の二。", caption="（目的）", headings=["第一章　総則"]),
    line("A", "1_2", "枝番。"),
    line("A", "1", "施行する。", supplementary=True),
    line("A", "2", "経過措置。", supplementary=True),
    line("A", "1", "改正の附則。", supplementary=True),
    line("B", "", "前文。", label="前文"),
    line("B", "1", "別の法律。"),
    line("C", "1", "三つ目。"),
]


def write(folder: Path, lines: list[str], *, name: str = "laws.jsonl") -> Path:
    """A corpus file, compressed where its name says so."""
    path = folder / name
    content = "".join(each + "\n" for each in lines).encode()
    path.write_bytes(lzma.compress(content) if name.endswith(".xz") else content)
    return path


@pytest.mark.parametrize("name", ["laws.jsonl", "laws.jsonl.xz"])
def test_lines_become_laws(tmp_path: Path, name: str) -> None:
    first, second, third = [law.regulation for law in read_corpus(write(tmp_path, LINES, name=name))]
    assert (first.law_id, first.title, first.kind) == ("A", "A法", DocumentKind.LAW)
    assert [(each.anchor, each.label) for each in first.articles] == [
        ("1", "第1条"),
        ("1_2", "第1_2条"),
        ("s1-1", "附則第1条"),
        ("s1-2", "附則第2条"),
        ("s2-1", "附則第1条"),
    ]
    assert first.articles[0].text == "本文。\n号の一。\n号の二。"
    assert (first.articles[0].caption, first.articles[0].headings) == ("目的", ("第一章　総則",))
    assert [(each.anchor, each.kind) for each in second.articles] == [
        ("h0", ArticleKind.PREAMBLE),
        ("1", ArticleKind.ARTICLE),
    ]
    assert third.law_id == "C"


@pytest.mark.parametrize(
    "damage", [b"{", b'{"law_id": "A"}\n', b"\xff\xfe\n", b'{"law_id": "A", "law_title": 3}\n']
)
def test_a_broken_line_is_told_with_its_number(tmp_path: Path, damage: bytes) -> None:
    path = write(tmp_path, LINES)
    path.write_bytes(path.read_bytes() + damage)
    read = read_corpus(path)
    assert next(read).regulation.law_id == "A"
    with pytest.raises(DamagedFile, match=r"laws\.jsonl:9"):
        list(read)


def test_half_of_a_compressed_file_is_told(tmp_path: Path) -> None:
    path = write(tmp_path, LINES * 500, name="laws.jsonl.xz")
    path.write_bytes(path.read_bytes()[:-200])
    with pytest.raises(DamagedFile):
        list(read_corpus(path))


async def test_a_corpus_is_loaded_and_searched(room: KnowledgeRoom, tmp_path: Path) -> None:
    shelf = await room.collection("法令")
    path = write(tmp_path, LINES)
    report = await room.loader.load_folder(path, collection_id=shelf.id, actor="test")
    assert [(each.name, each.outcome, each.articles) for each in report.files] == [
        ("A", Outcome.LOADED, 5),
        ("B", Outcome.LOADED, 2),
        ("C", Outcome.LOADED, 1),
    ]
    await room.library.build_index()
    found = await room.library.search("A法附則第2条", collections=[shelf])
    assert found.hits[0].law_id == "A"
    assert await room.events() == ["knowledge:document:loaded"] * 3
    async with room.database.read() as connection:
        assert {each.revision for each in await room.library.documents(connection, collections=[shelf])} == {
            1
        }


async def test_a_second_run_takes_in_only_what_changed(room: KnowledgeRoom, tmp_path: Path) -> None:
    shelf = await room.collection("法令")
    await room.loader.load_folder(write(tmp_path, LINES), collection_id=shelf.id, actor="test")
    again = await room.loader.load_folder(write(tmp_path, LINES), collection_id=shelf.id, actor="test")
    assert again.count(Outcome.UNCHANGED) == 3
    changed = write(tmp_path, [*LINES[:-1], line("C", "1", "改めた。")])
    report = await room.loader.load_folder(changed, collection_id=shelf.id, actor="test")
    assert [each.outcome for each in report.files] == [
        Outcome.UNCHANGED,
        Outcome.UNCHANGED,
        Outcome.REPLACED,
    ]


@pytest.mark.parametrize("at_once", [1, 100])
async def test_what_was_read_before_the_damage_is_kept_and_the_next_run_goes_on(
    room: KnowledgeRoom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    monkeypatch.setattr(bulk, "_AT_ONCE", at_once)
    shelf = await room.collection("法令")
    path = write(tmp_path, LINES[:-1])
    path.write_bytes(path.read_bytes() + b"{broken}\n")
    report = await room.loader.load_folder(path, collection_id=shelf.id, actor="test")
    assert [each.outcome for each in report.files] == [Outcome.LOADED, Outcome.SKIPPED]
    assert isinstance(report.files[-1].problem, DamagedFile)
    told: list[str] = []
    report = await room.loader.load_folder(
        write(tmp_path, LINES),
        collection_id=shelf.id,
        actor="test",
        progress=lambda each: told.append(each.name),
    )
    assert [each.outcome for each in report.files] == [
        Outcome.UNCHANGED,
        Outcome.LOADED,
        Outcome.LOADED,
    ]
    assert told == ["A", "B", "C"]
