"""A pack is written from a real ledger, proved and rebuilt without one, and names whatever was altered."""

import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from genkan.governance import Ledger
from genkan.storage import Database
from genkan.trial.pack import (
    NothingToPack,
    PackTooLarge,
    PackUnreadable,
    What,
    rebuild_pack,
    verify_pack,
    write_pack,
)
from genkan.trial.pack.contents import MANIFEST, make_manifest, row_digest
from genkan.trial.pack.files import measure_file
from genkan.trial.pack.zipping import write_zip
from tests.conftest import StillClock

from .story import TRIAL, record, story

KEY = b"k" * 32


@pytest.fixture
async def pack(database: Database, clock: StillClock, tmp_path: Path) -> Path:
    """The pack of a small trial."""
    ledger = Ledger(database, clock, None)
    await record(database, ledger, story(), clock)
    target = tmp_path / "pack.zip"
    await write_pack(database, TRIAL, target, key=KEY, until=clock())
    return target


async def test_a_pack_proves_itself_and_gives_its_numbers_again(
    pack: Path, database: Database, clock: StillClock, tmp_path: Path
) -> None:
    proved = verify_pack(pack)
    assert proved.alterations == ()
    assert verify_pack(pack, root="0" * 64).alterations[0].what is What.ROOT
    rebuilt = rebuild_pack(pack)
    assert rebuilt.differences == ()
    numbers = json.loads(rebuilt.numbers)
    assert numbers["analysis"]["counts"]["exposures"] == 96
    again = tmp_path / "again.zip"
    later = clock()
    clock.advance(hours=1)
    await write_pack(database, TRIAL, again, key=KEY, until=later)
    assert again.read_bytes() == pack.read_bytes()
    other = tmp_path / "other.zip"
    await write_pack(database, TRIAL, other, key=b"o" * 32, until=later)
    assert other.read_bytes() != pack.read_bytes()
    with pytest.raises(NothingToPack):
        await write_pack(database, "nobody", other, key=KEY, until=later)


def _replace(table: str, before: str, after: str) -> Callable[[Path], None]:
    def alter(folder: Path) -> None:
        path = folder / "rows" / f"{table}.jsonl"
        text = path.read_text()
        assert before in text
        path.write_text(text.replace(before, after, 1))

    return alter


def _lines(table: str, change: Callable[[list[str]], list[str]]) -> Callable[[Path], None]:
    def alter(folder: Path) -> None:
        path = folder / "rows" / f"{table}.jsonl"
        path.write_text("".join(change(path.read_text().splitlines(keepends=True))))

    return alter


ALTERATIONS = [
    # one value of one row: the field is named
    (_replace("votes", '"choice":"a"', '"choice":"b"'), What.CHANGED, "rows/votes.jsonl", "choice"),
    (_replace("exposures", '"turn":1', '"turn":2'), What.CHANGED, "rows/exposures.jsonl", "turn"),
    (_replace("answers", '"characters":100', '"characters":"x"'), What.UNREADABLE_ROW, "rows/answers.jsonl", "characters"),
    # a row is gone, another comes, two change places
    (_lines("votes", lambda rows: rows[:5] + rows[6:]), What.MISSING_ROW, "rows/votes.jsonl", ""),
    (_lines("votes", lambda rows: [*rows, rows[0].replace('"revision":1', '"revision":9')]), What.ADDED_ROW, "rows/votes.jsonl", ""),
    (_lines("marks", lambda rows: [rows[1], rows[0], *rows[2:]]), What.REORDERED, "rows/marks.jsonl", ""),
    # a whole file
    (lambda folder: (folder / "rows/guesses.jsonl").unlink(), What.MISSING_FILE, "rows/guesses.jsonl", ""),
    (_replace("protocols", "行政事務", "私的事務"), What.PROTOCOL, "rows/protocols.jsonl", ""),
    (lambda folder: (folder / "analysis.json").write_text("{}"), What.CHANGED, "analysis.json", ""),
]  # fmt: skip


def test_an_altered_pack_names_the_file_the_row_and_the_field(pack: Path, tmp_path: Path) -> None:
    for alter, what, file, field in ALTERATIONS:
        folder = _unpacked(pack, tmp_path)
        alter(folder)
        found = verify_pack(_packed(folder, tmp_path)).alterations
        assert any((one.what, one.file) == (what, file) and field in one.field for one in found), (
            what,
            found,
        )


CONTRADICTIONS = [
    # digests, manifest and root are made anew, so that only what the rows say can tell
    (_lines("votes", lambda rows: [row for row in rows if '"revision":1' not in row or row is not _revised(rows)]), What.REVISION),
    (_lines("answers", lambda rows: [re.sub('"arm":"[a-z]+"', '"arm":"tei"', rows[0]), *rows[1:]]), What.ANSWER),
    (_lines("votes", lambda rows: rows[1:]), What.EVENT),
    (_lines("votes", lambda rows: [rows[0].replace('"person":"p', '"person":"q'), *rows[1:]]), What.VOTE),
    (_lines("exclusions", lambda rows: [*rows, '{"exposure":"01970000-0000-7000-8000-000000000001","reason":"9","rule":"most_votes_per_person"}\n']), What.RULE),
    (_lines("answers", lambda rows: [rows[0].replace('"outcome":"completed"', '"outcome":"unfinished"'), *rows[1:]]), What.VOTE),
    (_lines("exposures", lambda rows: [re.sub('"left":"[a-z]+"', '"left":"tei"', rows[0]), *rows[1:]]), What.RULE),
    (_lines("exposures", lambda rows: [re.sub('"place":([0-9])', lambda found: f'"place":{(int(found[1]) + 1) % 6}', rows[0]), *rows[1:]]), What.ASSIGNMENT),
    (_lines("exposures", lambda rows: [rows[1], rows[0], *rows[2:]]), What.REORDERED),
]  # fmt: skip


def _revised(rows: list[str]) -> str:
    """The first revision of a vote that was changed later."""
    later = next(row for row in rows if '"revision":2' in row)
    return rows[rows.index(later) - 1]


def test_rows_that_contradict_each_other_are_named_though_every_digest_is_made_anew(
    pack: Path, tmp_path: Path
) -> None:
    for alter, what in CONTRADICTIONS:
        folder = _unpacked(pack, tmp_path)
        alter(folder)
        _seal_anew(folder)
        found = verify_pack(_packed(folder, tmp_path)).alterations
        assert what in {one.what for one in found}, (what, found)
        assert not {one.what for one in found} & {What.CHANGED, What.CONTAINER}


def _seal_anew(folder: Path) -> None:
    """What somebody does who alters rows and knows the form of a pack."""
    for path in (folder / "rows").iterdir():
        lines = path.read_bytes().splitlines(keepends=True)
        digests = "".join(f"{row_digest(line)}\n" for line in lines)
        (folder / "digests" / f"{path.stem}.txt").write_text(digests)
    paths = [path for path in folder.rglob("*") if path.is_file() and path.name != MANIFEST]
    files = {str(path.relative_to(folder)): measure_file(path) for path in paths}
    (folder / MANIFEST).write_bytes(msgspec.json.encode(make_manifest(TRIAL, files)))


async def test_every_single_byte_is_proved(pack: Path, tmp_path: Path) -> None:
    """One changed byte, wherever it stands: the ZIP is named, or it cannot be read at all."""
    whole = pack.read_bytes()
    for place in range(0, len(whole), len(whole) // 60):
        broken = tmp_path / "broken.zip"
        broken.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        try:
            assert verify_pack(broken).alterations, place
        except PackUnreadable:
            continue


def test_whatever_is_no_pack_is_refused_in_words(pack: Path, tmp_path: Path) -> None:
    empty, folder = tmp_path / "empty.zip", _unpacked(pack, tmp_path)
    empty.write_bytes(b"")
    with pytest.raises(PackUnreadable):
        verify_pack(empty)
    stranger = tmp_path / "stranger.zip"
    with zipfile.ZipFile(stranger, "w") as archive:
        archive.writestr("note.txt", "x")
    with pytest.raises(PackUnreadable):
        verify_pack(stranger)
    with zipfile.ZipFile(stranger, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("../outside.txt", "x")
        archive.write(folder / MANIFEST, MANIFEST)
    assert What.UNKNOWN_FILE in {one.what for one in verify_pack(stranger).alterations}
    assert not (tmp_path.parent / "outside.txt").exists()
    with zipfile.ZipFile(stranger, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(MANIFEST, b"0" * (40 << 20))
    with pytest.raises(PackTooLarge):
        rebuild_pack(stranger)


def test_another_machine_without_a_database_rebuilds_every_number(pack: Path, tmp_path: Path) -> None:
    """A process of its own with an empty home and no installation; nothing is written there."""
    home, out = tmp_path / "home", tmp_path / "numbers.json"
    home.mkdir()
    environment = {
        "HOME": str(home),
        "PATH": os.defpath,
        "GENKAN_DATABASE": "postgresql://nobody@127.0.0.1:1/none",
    }
    command = [sys.executable, "-m", "genkan", "trial"]
    for arguments in (["rebuild", str(pack), "--out", str(out)], ["verify", str(pack)]):
        done = subprocess.run(
            [*command, *arguments], env=environment, cwd=home, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        assert "✓" in done.stdout
    with zipfile.ZipFile(pack) as archive:
        assert archive.read("analysis.json") == out.read_bytes()
    assert list(home.iterdir()) == []


def test_a_number_that_differs_is_named(pack: Path, tmp_path: Path) -> None:
    folder = _unpacked(pack, tmp_path)
    path = folder / "analysis.json"
    numbers = json.loads(path.read_text())
    numbers["analysis"]["counts"]["voted"] += 1
    path.write_text(json.dumps(numbers, ensure_ascii=False, sort_keys=True, indent=1) + "\n")
    assert [one.split(":")[0] for one in rebuild_pack(_packed(folder, tmp_path)).differences] == [
        "analysis.counts.voted"
    ]


def _unpacked(pack: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "unpacked"
    with zipfile.ZipFile(pack) as archive:
        archive.extractall(folder)
    return folder


def _packed(folder: Path, tmp_path: Path) -> Path:
    target = tmp_path / "altered.zip"
    names = sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())
    write_zip(folder, names, target)
    shutil.rmtree(folder)
    return target
