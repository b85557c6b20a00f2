"""Files that are made, or happen, to do harm: none stops the others, fills the memory or is waited for."""

import io
import lzma
import os
import struct
import zipfile
from pathlib import Path

import pytest

from genkan.knowledge import NamedFile, Outcome
from genkan.knowledge.errors import FileProblem, TooLarge
from genkan.knowledge.intake import intake
from genkan.knowledge.intake.errors import LoadingFailed
from genkan.knowledge.parse import DamagedFile, TooMuchInside, UnknownPacking, parse
from genkan.knowledge.parse.errors import EndsBeforeItBegins
from genkan.knowledge.parse.packed import open_zip
from genkan.knowledge.parse.regulation import Regulation
from genkan.knowledge.sources import ArchiveLimits, files_at, files_in_archive
from genkan.knowledge.sources.errors import NotAFile, OutsideFolder
from tests.knowledge.conftest import KnowledgeRoom
from tests.knowledge.law_xml import LAW, PARAGRAPHS_ONLY
from tests.knowledge.office_files import excel_table, word_manual

RULE = "第一条　本文。"
METHODS = {"lzma": zipfile.ZIP_LZMA, "bzip2": zipfile.ZIP_BZIP2, "deflate": zipfile.ZIP_DEFLATED}


def outcomes(path: Path) -> list[tuple[str, type[Exception] | None]]:
    return [(file.name, type(file.problem) if file.problem else None) for file in files_at(path)]


def with_a_damaged_entry(path: Path, method: str) -> Path:
    """A ZIP with one entry whose packed bytes were overwritten, and a good one."""
    with zipfile.ZipFile(path, "w", METHODS[method]) as written:
        written.writestr("a.txt", os.urandom(2000))
        written.writestr("b.txt", RULE, compress_type=zipfile.ZIP_DEFLATED)
    content = bytearray(path.read_bytes())
    content[45:400] = b"\xff" * 355
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("method", METHODS)
async def test_a_damaged_entry_does_not_end_the_load(
    room: KnowledgeRoom, tmp_path: Path, method: str
) -> None:
    path = with_a_damaged_entry(tmp_path / "a.zip", method)
    problem = DamagedFile if method == "deflate" else UnknownPacking
    assert outcomes(path) == [("a.txt", problem), ("b.txt", None)]
    shelf = await room.collection("規程集")
    report = await room.loader.load_folder(path, collection_id=shelf.id, actor="command_line")
    assert [one.outcome for one in report.files] == [Outcome.SKIPPED, Outcome.LOADED]


@pytest.mark.parametrize(
    ("method", "problem"),
    [
        (zipfile.ZIP_LZMA, UnknownPacking),
        (zipfile.ZIP_BZIP2, UnknownPacking),
        (zipfile.ZIP_DEFLATED, DamagedFile),
    ],
)
@pytest.mark.parametrize("content", [word_manual(), excel_table()])
def test_an_office_document_that_is_damaged_within(
    method: int, problem: type[FileProblem], content: bytes
) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as good, zipfile.ZipFile(packed, "w", method) as written:
        for name in good.namelist():
            written.writestr(name, good.read(name))
        parts = [entry.header_offset + 30 + len(entry.filename) for entry in written.infolist()]
    damaged = bytearray(packed.getvalue())
    for place in parts:
        damaged[place + 10 : place + 40] = b"\xff" * 30
    with pytest.raises(problem):
        parse("a", content=bytes(damaged))


async def test_what_nobody_foresaw_is_told_of_the_one_file(
    room: KnowledgeRoom, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(name: str, *, content: bytes) -> Regulation:
        if name == "a.md":
            raise ZeroDivisionError
        return parse(name, content=content)

    monkeypatch.setattr(intake, "parse", broken)
    shelf = await room.collection("規程集")
    files = [NamedFile("a.md", RULE.encode()), NamedFile("b.md", RULE.encode())]
    report = await room.loader.load_files(files, collection_id=shelf.id, actor="command_line")
    assert [type(one.problem) for one in report.files] == [LoadingFailed, type(None)]
    assert "ZeroDivisionError" in caplog.text


def test_a_pipe_and_a_device_are_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    (tmp_path / "b.md").write_text(RULE)
    assert outcomes(tmp_path) == [("a.txt", NotAFile), ("b.md", None)]
    assert outcomes(Path("/dev/zero")) == [("zero", NotAFile)]


def test_links_that_lead_out_of_the_folder(tmp_path: Path) -> None:
    outside, inside = tmp_path / "outside", tmp_path / "inside"
    outside.mkdir()
    inside.mkdir()
    (outside / "secret.txt").write_text(RULE)
    (inside / "own.md").write_text(RULE)
    (inside / "a.txt").symlink_to(outside / "secret.txt")
    (inside / "b").symlink_to(outside)
    (inside / "c.md").symlink_to(inside / "own.md")
    (inside / "d.txt").symlink_to(inside / "d.txt")
    found = dict(outcomes(inside))
    assert (found["a.txt"], found["b"]) == (OutsideFolder, OutsideFolder)
    assert (found["c.md"], found["own.md"]) == (None, None)
    assert found["d.txt"] is not None
    # The folder itself may be a link.
    (tmp_path / "link").symlink_to(inside)
    assert dict(outcomes(tmp_path / "link")) == found


def test_a_file_that_gives_more_than_its_size_says(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("genkan.knowledge.sources.files._MOST", 10)
    (tmp_path / "a.txt").write_bytes(b"x" * 11)
    (tmp_path / "b.txt").write_bytes(b"x" * 10)
    assert outcomes(tmp_path) == [("a.txt", TooLarge), ("b.txt", None)]
    # It says that it is empty.
    assert outcomes(Path("/proc/self/maps")) == [("maps", TooLarge)]


def test_a_bomb_of_many_small_files(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as written:
        for number in range(12):
            written.writestr(f"{number}.txt", b" " * 4_800_000)
    assert outcomes(path) == [("a.zip", TooMuchInside)]
    limits = ArchiveLimits(ratio_in_all_counts_from=100_000_000)
    assert len(list(files_in_archive(path, name="a.zip", limits=limits))) == 12


@pytest.mark.parametrize("method", METHODS)
def test_a_packed_file_that_is_longer_than_it_says(
    method: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A few hundred bytes of bzip2 are unpacked to all that is in them at once, so they are not."""
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", METHODS[method]) as written:
        written.writestr("a.txt", b" " * 3_000_000)
    content = bytearray(path.read_bytes())
    for place in (22, content.index(b"PK\x01\x02") + 24):
        content[place : place + 4] = struct.pack("<I", 1000)
    path.write_bytes(content)
    unpacked: list[int] = []
    whole = zipfile.ZipExtFile._read1  # type: ignore[attr-defined]

    def read(file: zipfile.ZipExtFile, length: int) -> bytes:
        unpacked.append(length)
        return whole(file, length)

    monkeypatch.setattr(zipfile.ZipExtFile, "_read1", read)
    assert outcomes(path) == [("a.txt", DamagedFile if method == "deflate" else UnknownPacking)]
    assert max(unpacked, default=0) <= 1 << 16
    assert bool(unpacked) == (method == "deflate")


def directory_of(entries: int, *, told: int, large: bool = False, comment: bytes = b"") -> bytes:
    """A ZIP that is only a directory, with a count that need not be true."""
    entry = struct.pack(
        "<4s4B4HL2L5H2L", b"PK\x01\x02", *(20, 3, 20, 0), *(0, 0, 0, 33), 0, 0, 0, 1, *(0,) * 4, 0, 0
    )
    directory = (entry + b"a") * entries
    size = 0xFFFFFFFF if large else len(directory)
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, told, told, size, 0, len(comment)) + comment
    if not large:
        return directory + end
    record = struct.pack("<4sQ2H2L4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, entries, entries, len(directory), 0)
    locator = struct.pack("<4sLQL", b"PK\x06\x07", 0, len(directory), 1)
    return directory + record + locator + end


@pytest.mark.parametrize(
    "content",
    [
        directory_of(200, told=200),
        directory_of(200, told=3),
        directory_of(200, told=200, large=True),
        directory_of(200, told=200, comment=b"PK"),
    ],
)
def test_a_directory_is_counted_before_it_is_read(
    content: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(content)
    assert len(open_zip(io.BytesIO(content), name="a.zip", most=200).infolist()) == 200

    def read(_archive: zipfile.ZipFile) -> None:
        raise AssertionError("the directory was read")

    monkeypatch.setattr(zipfile.ZipFile, "_RealGetContents", read)
    with pytest.raises(TooMuchInside):
        open_zip(io.BytesIO(content), name="a.zip", most=199)
    limits = ArchiveLimits(files=199)
    (file,) = files_in_archive(path, name="a.zip", limits=limits)
    assert isinstance(file.problem, TooMuchInside)


def test_a_zip_that_is_too_large_itself(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with path.open("wb") as file:
        file.truncate(2_000_001)
    (found,) = files_in_archive(path, name="a.zip", limits=ArchiveLimits(packed_megabytes=2))
    assert isinstance(found.problem, TooLarge)


@pytest.mark.parametrize("number", ["1" * 300, "１", "x/y", "", "-1"])
async def test_a_number_that_can_name_no_place(room: KnowledgeRoom, number: str) -> None:
    content = LAW.replace('Num="27_3"', f'Num="{number}"').replace(
        '<AppdxTable Num="1">', f'<AppdxTable Num="{number}">'
    )
    anchors = [article.anchor for article in parse("a.xml", content=content.encode()).articles]
    assert any(anchor.startswith("x") for anchor in anchors) and "t2" in anchors
    assert len(set(anchors)) == len(anchors) and max(map(len, anchors)) < 20
    shelf = await room.collection("規程集")
    files = [NamedFile("a.xml", content.encode()), NamedFile("b.md", RULE.encode())]
    report = await room.loader.load_files(files, collection_id=shelf.id, actor="command_line")
    assert [one.outcome for one in report.files] == [Outcome.LOADED, Outcome.LOADED]


async def test_a_law_id_and_a_branch_of_any_length(room: KnowledgeRoom) -> None:
    told = f"<a><law_id>{'4' * 300}</law_id>{PARAGRAPHS_ONLY}</a>"
    deep = "第一条" + "の二" * 200 + "　本文。\n第二条　後。"
    shelf = await room.collection("規程集")
    files = [NamedFile("a.xml", told.encode()), NamedFile("b.txt", deep.encode())]
    report = await room.loader.load_files(files, collection_id=shelf.id, actor="command_line")
    assert [one.outcome for one in report.files] == [Outcome.LOADED, Outcome.LOADED]


async def test_a_corpus_goes_on_after_a_law_that_cannot_be_kept(
    room: KnowledgeRoom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from genkan.knowledge.intake import bulk

    lines = [
        f'{{"law_id":"L{number}","law_title":"例示法","article":"{"1" * 300}","label":"第一条","text":"文。"}}'
        for number in range(3)
    ]
    path = tmp_path / "laws.jsonl.xz"
    path.write_bytes(lzma.compress("\n".join(lines).encode()))
    whole = bulk.keep

    async def keep(connection: object, source: bulk.ReadSource, **others: object) -> object:
        if source.name == "L1":
            raise ZeroDivisionError
        return await whole(connection, source, **others)  # type: ignore[arg-type]

    monkeypatch.setattr(bulk, "keep", keep)
    shelf = await room.collection("法令")
    report = await room.loader.load_folder(path, collection_id=shelf.id, actor="command_line")
    assert [(one.name, one.outcome) for one in report.files] == [
        ("L0", Outcome.LOADED),
        ("L1", Outcome.SKIPPED),
        ("L2", Outcome.LOADED),
    ]


def test_a_cell_that_is_longer_than_usual() -> None:
    long = "長" * 140_000
    (article,) = parse("a.csv", content=f"質問,回答\n何か,{long}\n".encode()).articles
    assert long in article.text


@pytest.mark.parametrize("declared", ["Shift_JIS", "shift_jis", "Windows-31J", "cp932"])
def test_xml_as_windows_writes_it(declared: str) -> None:
    text = f"<?xml version=\"1.0\" encoding='{declared}'?>" + PARAGRAPHS_ONLY.replace("甲", "①㈱髙")
    (article,) = parse("a.xml", content=text.encode("cp932")).articles
    assert "①㈱髙" in article.text


def test_a_law_that_ends_before_it_begins() -> None:
    told = (
        "<a><amendment_enforcement_date>2024-04-01</amendment_enforcement_date><repeal_status>Repeal</repeal_status>"
        "<repeal_date>{}</repeal_date>" + PARAGRAPHS_ONLY + "</a>"
    )
    with pytest.raises(EndsBeforeItBegins) as raised:
        parse("a.xml", content=told.format("2020-01-01").encode())
    assert isinstance(raised.value, FileProblem)
    assert parse("a.xml", content=told.format("2024-04-01").encode()).repealed


def test_a_damaged_document_is_called_by_its_program_and_not_by_its_packing() -> None:
    for name, kind in (("規程.docx", "Wordの文書"), ("表.XLSX", "Excelのブック"), ("資料.zip", "ZIP")):
        with pytest.raises(DamagedFile) as caught:
            parse(name, content=b"PK\x03\x04" + b"\x00" * 40)
        assert f"は{kind}として読み取れません" in str(caught.value)
