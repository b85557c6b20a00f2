"""A pack is written from a real ledger, proved and rebuilt without one, and names whatever was altered."""

import hashlib
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
    differences,
    rebuild_pack,
    verify_pack,
    write_pack,
)
from genkan.trial.pack.contents import EARLIER, FORMAT, MANIFEST, make_manifest, row_digest
from genkan.trial.pack.files import measure_file
from genkan.trial.pack.hashing import BLOCK, Continued, digests_of, state_after
from genkan.trial.pack.writing import published_in
from genkan.trial.pack.zipping import write_zip
from tests.conftest import StillClock
from tests.governance.test_tampering import drop_guards, execute

from .story import TRIAL, record, story

KEY = b"k" * 32
ALTERED_VOTE = (
    'UPDATE ledger_event SET details = \'{"choice":"b","reasons":[]}\' '
    "WHERE id = (SELECT max(id) FROM ledger_event WHERE kind = 'trial:comparison:voted')"
)


@pytest.fixture
async def pack(database: Database, clock: StillClock, tmp_path: Path) -> Path:
    """The pack of a small trial."""
    ledger = Ledger(database, clock, None)
    await record(database, ledger, story(digits=35), clock)
    target = tmp_path / "pack.zip"
    await write_pack(database, TRIAL, target, key=KEY, until=clock())
    return target


async def test_a_pack_proves_itself_and_gives_its_numbers_again(
    pack: Path, database: Database, clock: StillClock, tmp_path: Path
) -> None:
    proved = verify_pack(pack)
    assert proved.alterations == ()
    # A question without salt; opened and closed by an account of six letters, which hides more than the day with it.
    assert proved.events - 3 == proved.proven > 400
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
    await drop_guards(database)
    await execute(database, [ALTERED_VOTE])
    await write_pack(database, TRIAL, other, key=KEY, until=later)
    found = verify_pack(other)
    assert (found.alterations, found.events, found.proven) == ((), proved.events, proved.proven - 1)
    [row] = (_unpacked(other, tmp_path) / "rows/exclusions.jsonl").read_text().splitlines()[-1:]
    assert json.loads(row)["rule"] == "event_altered"


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
    (_lines("conduct", lambda rows: rows[:-1]), What.EVENT),
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


SAID = "ledger/contents.jsonl"
UNSEEN = [
    # a row that contradicts nothing but its event: the row and the field are named
    (_replace("votes", '"choice":"a"', '"choice":"b"'), What.BOUND, "rows/votes.jsonl", "choice"),
    (_replace("marks", '"correct":true', '"correct":false'), What.BOUND, "rows/marks.jsonl", "correct"),
    (_replace("exposures", '"question_length":20', '"question_length":21'), What.BOUND, "rows/exposures.jsonl", "question_length"),
    (_replace("answers", '"total_ms":900', '"total_ms":901'), What.BOUND, "rows/answers.jsonl", "total_ms"),
    # and an event that says the same as the row: its digest does not follow
    (lambda folder: _both(folder, '\\"choice\\":\\"a\\"', '\\"choice\\":\\"b\\"'), What.CONTENT, SAID, ""),
    (lambda folder: _both(folder, '\\"choice\\":\\"a\\"', '\\"choice\\":\\"b\\"', withheld=True), What.CONTENT, SAID, ""),
    (lambda folder: _swapped_names(folder), What.CONTENT, SAID, ""),
    # what would take all memory
    (lambda folder: _both(folder, '"hidden":38', '"hidden":9999999999'), What.UNREADABLE_ROW, SAID, "hidden"),
    # an event that is no longer read with its comparison
    (lambda folder: _moved(folder), What.REORDERED, "ledger/events.jsonl", ""),
]  # fmt: skip


def _both(folder: Path, before: str, after: str, *, withheld: bool = False) -> None:
    """Change the first event that says so, and its row; say too that its digest cannot be told."""
    path = folder / SAID
    lines = path.read_text().splitlines(keepends=True)
    [first, *_] = (number for number, line in enumerate(lines) if before in line)
    lines[first] = lines[first].replace(before, after)
    if withheld:
        lines[first] = lines[first].rstrip().removesuffix("}") + ',"withheld":true}\n'
    path.write_text("".join(lines))
    _replace("votes", '"choice":"a"', '"choice":"b"')(folder)


def _moved(folder: Path) -> None:
    """Put the first vote behind everything else."""
    events = (folder / "ledger/events.jsonl").read_text().splitlines(keepends=True)
    said = (folder / SAID).read_text().splitlines(keepends=True)
    [first, *_] = (number for number, line in enumerate(events) if '"trial:comparison:voted"' in line)
    for name, lines in (("ledger/events.jsonl", events), (SAID, said)):
        moved = lines.pop(first)
        (folder / name).write_text("".join([*lines, moved]))


def _swapped_names(folder: Path) -> None:
    """Give the vote of one person another pseudonym everywhere in the rows and events of one comparison."""
    rows = (folder / "rows/exposures.jsonl").read_text().splitlines()
    one, other = (json.loads(row)["person"] for row in rows[:2])
    exposure = json.loads(rows[0])["id"]
    events = (folder / "ledger/events.jsonl").read_text().splitlines()
    said = (folder / SAID).read_text().splitlines(keepends=True)
    moved = [
        line.replace(one, other) if json.loads(event)["object"] == exposure else line
        for event, line in zip(events, said, strict=True)
    ]
    (folder / SAID).write_text("".join(moved))
    for table in ("exposures", "votes"):
        path = folder / "rows" / f"{table}.jsonl"
        lines = path.read_text().splitlines(keepends=True)
        path.write_text("".join(line.replace(one, other) if exposure in line else line for line in lines))


def test_a_row_is_held_against_what_its_event_says(pack: Path, tmp_path: Path) -> None:
    """Whoever makes every digest, the manifest and the root anew still cannot change what an event said."""
    for alter, what, file, field in UNSEEN:
        folder = _unpacked(pack, tmp_path)
        alter(folder)
        _seal_anew(folder)
        found = verify_pack(_packed(folder, tmp_path)).alterations
        assert any((one.what, one.file) == (what, file) and field in one.field for one in found), (
            what,
            found,
        )


def test_a_pack_of_the_earlier_form_is_proved_without_what_events_say(pack: Path, tmp_path: Path) -> None:
    folder = _unpacked(pack, tmp_path)
    (folder / SAID).unlink()
    _seal_anew(folder, form=EARLIER)
    earlier = _packed(folder, tmp_path)
    proved = verify_pack(earlier)
    assert (proved.alterations, proved.events, proved.proven) == ((), 0, 0)
    assert rebuild_pack(earlier).differences == ()
    folder = _unpacked(pack, tmp_path)
    (folder / SAID).unlink()
    _seal_anew(folder)
    assert {one.file for one in verify_pack(_packed(folder, tmp_path)).alterations} == {SAID}


def test_a_digest_goes_on_from_a_state() -> None:
    """The same as hashlib, for every length around the ends of blocks, with and without a hidden beginning."""
    texts = [bytes(range(256)) * 3 for _ in range(1)] + [
        b"x" * length for length in (0, 55, 56, 63, 64, 119, 120, 700)
    ]
    told = [Continued("", 0, text) for text in texts]
    told += [
        Continued(state_after(text[:start]), start, text[start:])
        for text in texts
        for start in range(BLOCK, len(text) + 1, BLOCK)
    ]
    whole = texts + [text for text in texts for _ in range(BLOCK, len(text) + 1, BLOCK)]
    assert digests_of(told) == [hashlib.sha256(text).hexdigest() for text in whole]
    assert digests_of([Continued("x", BLOCK, b"")]) == [""]


def _seal_anew(folder: Path, *, form: str = FORMAT) -> None:
    """What somebody does who alters rows and knows the form of a pack."""
    for path in (folder / "rows").iterdir():
        lines = path.read_bytes().splitlines(keepends=True)
        digests = "".join(f"{row_digest(line)}\n" for line in lines)
        (folder / "digests" / f"{path.stem}.txt").write_text(digests)
    paths = [path for path in folder.rglob("*") if path.is_file() and path.name != MANIFEST]
    files = {str(path.relative_to(folder)): measure_file(path) for path in paths}
    manifest = msgspec.structs.replace(make_manifest(TRIAL, files), format=form)
    sealed = msgspec.structs.replace(manifest, root=manifest.computed_root())
    (folder / MANIFEST).write_bytes(msgspec.json.encode(sealed))


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
        assert differences(archive.read("analysis.json"), out.read_bytes()) == ()
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
    _check_an_earlier_pack(pack, tmp_path)


def _check_an_earlier_pack(pack: Path, tmp_path: Path) -> None:
    """Written before rows told of the conduct: it proves itself, and gives the same bytes."""
    folder = _unpacked(pack, tmp_path)
    for name in ("rows/conduct.jsonl", "digests/conduct.txt", SAID):
        (folder / name).unlink()
    assert published_in(folder, TRIAL, large=0) == published_in(folder, TRIAL)
    numbers = json.loads((folder / "analysis.json").read_text())
    assert [row["deed"] for row in numbers["facts"].pop("conduct")] == ["opened", "closed"]
    text = json.dumps(numbers, ensure_ascii=False, sort_keys=True, indent=1) + "\n"
    (folder / "analysis.json").write_text(text)
    _seal_anew(folder, form=EARLIER)
    earlier = _packed(folder, tmp_path)
    assert verify_pack(earlier).alterations == ()
    assert rebuild_pack(earlier).differences == ()


@pytest.mark.parametrize(
    ("published", "again", "places"),
    [
        # beside the edge of rounding: one unit of the sixth digit, across a power of ten, around 0
        ({"p": 0.000573629}, {"p": 0.000573628}, []),
        ({"p": -1012.51}, {"p": -1012.52}, []),
        ({"p": 0.999999}, {"p": 1.0}, []),
        ({"p": 1.00001}, {"p": 1.0}, []),
        ({"p": 0.0}, {"p": -3.1e-17}, []),
        # more than that
        ({"p": 0.573630}, {"p": 0.573628}, ["p: 0.57363 ≠ 0.573628"]),
        ({"p": 0.999998}, {"p": 1.0}, ["p"]),
        ({"p": 999_986.0}, {"p": 1_000_000.0}, ["p"]),
        ({"p": 0.0}, {"p": 1e-7}, ["p"]),
        ({"p": 0.25}, {"p": -0.25}, ["p"]),
        ({"p": 1e9}, {"p": 2.5}, ["p"]),
        # whole numbers, texts, and what there is: exactly
        ({"p": 1_000_001}, {"p": 1_000_000}, ["p"]),
        ({"p": 1}, {"p": 1.0}, ["p"]),
        ({"p": True}, {"p": 1}, ["p"]),
        ({"p": "0.573629"}, {"p": "0.573628"}, ["p"]),
        ({"p": None}, {}, ["p: null ≠ –"]),
        ({}, {"p": None}, ["p: – ≠ null"]),
        ({"p": [0.5, {"q": 2}]}, {"p": [0.5, {"q": 3}, None]}, ["p[1].q", "p[2]"]),
    ],
)
def test_numbers_are_equal_up_to_the_edge_of_rounding(
    published: object, again: object, places: list[str]
) -> None:
    written = [
        (json.dumps(each, ensure_ascii=False, sort_keys=True, indent=1) + "\n").encode()
        for each in (published, again)
    ]
    found = differences(*written)
    assert len(found) == len(places)
    assert all(one.startswith(place) for one, place in zip(found, places, strict=True))


@pytest.mark.parametrize(
    "published", [b'{"p":1.5}', b'{\n "p": NaN\n}\n', b'{\n "p": 1e999\n}\n', b'{\n "p": 1.50\n}\n', b"{"]
)
def test_another_form_of_the_same_numbers_is_named(published: bytes) -> None:
    assert differences(published, b'{\n "p": 1.5\n}\n')


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
