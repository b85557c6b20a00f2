"""The pack of a trial, with the rows of its report where there is one."""

import asyncio
from pathlib import Path

from genkan.governance import Ledger
from genkan.kit import Clock
from genkan.storage import Database
from genkan.trial.gathering import KEY_BYTES, new_key
from genkan.trial.pack import KeyUnfit, write_pack
from genkan.trial.publishing.drafted import TrialReport
from genkan.trial.publishing.errors import PackGone
from genkan.trial.publishing.filed import PACK, Filing
from genkan.trial.publishing.store.files import find_file
from genkan.trial.publishing.store.reports import newest_report


async def pack_trial(
    database: Database, ledger: Ledger, trial: str, target: Path, *, key: bytes | None, clock: Clock
) -> str:
    """Write the pack of a trial and give its root: with a ``key``, as the ledger is now; without, that of the newest report.

    The pack of a report is the very file that was kept when it was prepared. Where there is no report, persons are named
    by a key that nobody keeps. Raises ``NothingToPack``, ``PackUnfit`` and ``PackGone``.
    """
    async with database.read() as connection:
        report = await newest_report(connection, trial)
        stored = await find_file(connection, trial, report.number, PACK) if report else None
    if key is None and report is not None and report.is_ready:
        if stored is not None:
            await Filing(database).write_to(stored, target)
            return report.root
        return await _made_again(database, report, target)
    await ledger.seal()
    await ledger.anchor()
    packed = await write_pack(database, trial, target, key=key or new_key(), until=clock())
    return packed.manifest.root


async def _made_again(database: Database, report: TrialReport, target: Path) -> str:
    """The pack of a report that was prepared before packs were kept: only where it still has the same root."""
    if not report.key:
        raise PackGone
    key = bytes.fromhex(report.key)
    packed = await write_pack(database, report.trial_id, target, key=key, until=report.until)
    if packed.manifest.root != report.root:
        await asyncio.to_thread(target.unlink, missing_ok=True)
        raise PackGone
    return report.root


def key_in(file: Path) -> bytes:
    """The key in a file, which is made where there is none. Raises ``KeyUnfit``."""
    if not file.exists():
        file.touch(mode=0o600, exist_ok=False)
        file.write_text(new_key().hex() + "\n", encoding="ascii")
    try:
        key = bytes.fromhex(file.read_text(encoding="ascii").strip())
    except ValueError as error:
        raise KeyUnfit(name=file.name) from error
    if len(key) != KEY_BYTES:
        raise KeyUnfit(name=file.name)
    return key
