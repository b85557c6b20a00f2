"""Files of a pack against its manifest, and rows against the digests that were kept of them."""

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from genkan.trial.evidence import TABLES, name_of, row_of
from genkan.trial.pack.alteration import Alteration
from genkan.trial.pack.contents import MANIFEST, altered_fields, digests_name, row_digest, rows_name
from genkan.trial.pack.opening import Opened
from genkan.trial.pack.words import What

MOST_NAMED = 50


def compare_files(opened: Opened, *, root: str = "") -> Iterator[Alteration]:
    """What differs from the manifest; ``root`` is the published one, where one has it from elsewhere."""
    manifest = opened.manifest
    if not opened.sealed:
        yield Alteration(What.CONTAINER)
    if manifest.root != manifest.computed_root() or (root and root != manifest.root):
        yield Alteration(What.ROOT, MANIFEST)
    listed = {each.name: each for each in manifest.files}
    for name in sorted(set(listed) - opened.names):
        yield Alteration(What.MISSING_FILE, name)
    for name in sorted(opened.names - set(listed) - {MANIFEST}):
        yield Alteration(What.UNKNOWN_FILE, name)
    changed = {name for name, each in listed.items() if name in opened.found and opened.found[name] != each}
    of_rows = {rows_name(table): table for table in TABLES}
    for name in sorted(changed):
        table = of_rows.get(name, "")
        found = list(_rows(opened, table)) if table and digests_name(table) not in changed else []
        yield from found or [Alteration(What.CHANGED, name)]
        if name in opened.damaged:
            yield Alteration(What.DAMAGED, name, _lines(opened.folder / name))


def _rows(opened: Opened, table: str) -> Iterator[Alteration]:
    try:
        kept = (opened.folder / digests_name(table)).read_text("ascii").splitlines()
    except (OSError, UnicodeDecodeError):
        return
    lines = (opened.folder / rows_name(table)).read_bytes().splitlines(keepends=True)
    for count, alteration in enumerate(differing_rows(table, lines, kept)):
        if count == MOST_NAMED:
            return
        yield alteration


def differing_rows(table: str, lines: Sequence[bytes], kept: Sequence[str]) -> Iterator[Alteration]:
    """How the rows of a table differ from those of which the digests were kept."""
    now = [_digest(line) for line in lines]
    missing, added = Counter(kept) - Counter(now), Counter(now) - Counter(kept)
    if not missing and not added:
        first = next((at for at, (one, other) in enumerate(zip(now, kept, strict=True)) if one != other), -1)
        if first >= 0:
            yield _named(What.REORDERED, table, lines, first)
        return
    if len(now) == len(kept):
        yield from _changed(table, lines, now, kept)
        return
    yield from (_named(What.ADDED_ROW, table, lines, at) for at, one in enumerate(now) if _takes(added, one))
    file = rows_name(table)
    yield from (
        Alteration(What.MISSING_ROW, file, at + 1) for at, one in enumerate(kept) if _takes(missing, one)
    )


def _changed(
    table: str, lines: Sequence[bytes], now: Sequence[str], kept: Sequence[str]
) -> Iterator[Alteration]:
    for at, (one, other) in enumerate(zip(now, kept, strict=True)):
        if one != other:
            fields = ",".join(altered_fields(lines[at], other))
            yield _named(What.CHANGED, table, lines, at, field=fields)


def _named(what: What, table: str, lines: Sequence[bytes], at: int, *, field: str = "") -> Alteration:
    file = rows_name(table)
    try:
        name = name_of(table, row_of(table, lines[at]))
    except msgspec.ValidationError as error:
        return Alteration(What.UNREADABLE_ROW, file, at + 1, field=field or str(error)[:100])
    except (msgspec.DecodeError, UnicodeDecodeError):
        return Alteration(What.UNREADABLE_ROW, file, at + 1, field=field)
    return Alteration(what, file, at + 1, name, field)


def _digest(line: bytes) -> str:
    try:
        return row_digest(line)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return ""


def _takes(left: Counter[str], one: str) -> bool:
    """Whether one more of these is among what is left, which then is one less."""
    if left[one] <= 0:
        return False
    left[one] -= 1
    return True


def _lines(path: Path) -> int:
    with path.open("rb") as file:
        return sum(1 for _ in file) + 1
