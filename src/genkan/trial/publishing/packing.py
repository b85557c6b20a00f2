"""The pack of a trial, with the rows of its report where there is one."""

from pathlib import Path

from genkan.governance import Ledger
from genkan.kit import Clock
from genkan.storage import Database
from genkan.trial.gathering import KEY_BYTES, new_key
from genkan.trial.pack import KeyUnfit, Packed, write_pack
from genkan.trial.publishing.store.reports import newest_report


async def pack_trial(
    database: Database, ledger: Ledger, trial: str, target: Path, *, key: bytes | None, clock: Clock
) -> Packed:
    """Write the pack of a trial: with a ``key``, as the ledger is now; without, as it was for the newest report.

    Where there is no report, persons are named by a key that nobody keeps. Raises ``NothingToPack`` and ``PackUnfit``.
    """
    async with database.read() as connection:
        report = await newest_report(connection, trial)
    if key is None and report is not None and report.is_ready:
        return await write_pack(database, trial, target, key=bytes.fromhex(report.key), until=report.until)
    await ledger.seal()
    await ledger.anchor()
    return await write_pack(database, trial, target, key=key or new_key(), until=clock())


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
