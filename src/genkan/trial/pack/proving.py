"""Proving a pack without any database: what was altered, and whether its rows give the published numbers."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import msgspec

from genkan.trial.pack.alteration import Alteration
from genkan.trial.pack.binding import Bound, bound_rows
from genkan.trial.pack.canonical import differences
from genkan.trial.pack.chaining import chain_faults, event_faults
from genkan.trial.pack.comparing import compare_files
from genkan.trial.pack.contents import ANALYSIS, CODE, EARLIER, EVENTS, PUBLIC, SAID, Code, Manifest
from genkan.trial.pack.contradicting import contradictions_of
from genkan.trial.pack.errors import PackUnfit
from genkan.trial.pack.files import read_rows
from genkan.trial.pack.opening import Opened, open_pack
from genkan.trial.pack.words import What
from genkan.trial.pack.writing import code_of, published_in


@dataclass(frozen=True)
class Proved:
    """What was found in a pack: nothing altered where ``alterations`` is empty.

    Of ``events`` so many are ``proven``: their digests follow from what they say, and the rows from that. A pack of the
    earlier form tells nothing of it, and both are 0.
    """

    manifest: Manifest
    alterations: tuple[Alteration, ...]
    events: int = 0
    proven: int = 0


@dataclass(frozen=True)
class Rebuilt:
    """The numbers that the rows give, where they differ from the published ones, and both programs."""

    manifest: Manifest
    numbers: bytes
    differences: tuple[str, ...]
    written_by: Code
    rebuilt_by: Code


def verify_pack(path: Path, *, root: str = "") -> Proved:
    """Everything that was altered in a pack, named. Raises ``PackUnreadable`` and ``PackTooLarge``."""
    with open_pack(path) as opened:
        found = list(compare_files(opened, root=root))
        found += _row_faults(opened.folder, opened.manifest.trial, found)
        bound = _bound(opened, found)
        named = {(one.file, one.row) for one in found}
        found += [one for one in bound.alterations if (one.file, one.row) not in named]
        return Proved(opened.manifest, tuple(dict.fromkeys(found)), bound.events, bound.proven)


def rebuild_pack(path: Path) -> Rebuilt:
    """Compute every number again. Raises ``PackUnreadable``, ``PackTooLarge`` and ``PackUnfit``."""
    with open_pack(path) as opened:
        again = published_in(opened.folder, opened.manifest.trial)
        try:
            numbers = (opened.folder / ANALYSIS).read_bytes()
            public = (opened.folder / PUBLIC).read_bytes()
            written_by = msgspec.json.decode((opened.folder / CODE).read_bytes(), type=Code)
        except (OSError, msgspec.DecodeError) as error:
            raise PackUnfit(reason=str(error)[:200]) from error
        found = differences(numbers, again.numbers) + differences(public, again.public, file=PUBLIC)
        return Rebuilt(opened.manifest, again.numbers, found, written_by, code_of(again.numbers))


def _bound(opened: Opened, found: list[Alteration]) -> Bound:
    """Rows are held against events where both can be read; where not, that was said already."""
    if opened.manifest.format == EARLIER:
        return Bound(0, 0, ())
    try:
        return bound_rows(opened.folder, opened.manifest.trial)
    except (msgspec.DecodeError, OSError, ValueError, OverflowError, RecursionError) as error:
        told = Alteration(What.UNREADABLE_ROW, SAID, field=str(error)[:100])
        return Bound(0, 0, () if found else (told,))


def _row_faults(folder: Path, trial: str, found: list[Alteration]) -> Iterator[Alteration]:
    """Contradictions are looked for where the rows can be read; where not, that was said already."""
    try:
        evidence = read_rows(folder, trial)
    except (msgspec.DecodeError, UnicodeDecodeError, OSError) as error:
        if not found:
            yield Alteration(What.UNREADABLE_ROW, field=str(error)[:100])
        return
    yield from contradictions_of(evidence)
    try:
        yield from chain_faults(folder)
        yield from event_faults(folder, evidence)
    except (msgspec.DecodeError, UnicodeDecodeError, OSError) as error:
        if not found:
            yield Alteration(What.UNREADABLE_ROW, EVENTS, field=str(error)[:100])
