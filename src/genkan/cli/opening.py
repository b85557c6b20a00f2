"""Opening the installation for one command."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import TypeVar

from genkan.asgi import Parts, make_parts
from genkan.cli.errors import DatabaseNotReached, DataFolderNotWritable
from genkan.kit import system_clock
from genkan.knowledge import Asker
from genkan.settings import Settings, load_settings
from genkan.storage import DatabaseUnavailable, migrate

Result = TypeVar("Result")
ADDRESS_FILE = "address"
# A command opens its own connection first, and its user waits rather than search by words alone.
_PATIENCE = 10.0


def prepare_storage(settings: Settings) -> list[str]:
    """Make the data folder and bring the database to its newest form; returns the migrations that were run."""
    try:
        settings.data_folder.mkdir(parents=True, exist_ok=True)
        (settings.data_folder / ".writable").touch()
        (settings.data_folder / ".writable").unlink()
    except OSError as error:
        raise DataFolderNotWritable(folder=settings.data_folder) from error
    try:
        return migrate(settings.database)
    except DatabaseUnavailable as error:
        raise DatabaseNotReached from error


@asynccontextmanager
async def open_parts(settings: Settings) -> AsyncGenerator[Parts, None]:
    """The parts of a short-lived process: its ledger runs, its worker and door do not."""
    parts = make_parts(settings, system_clock, signed_in=False)
    await parts.ledger.start()
    try:
        yield parts
    finally:
        await parts.ledger.stop()
        await parts.database.close()


@asynccontextmanager
async def open_door(parts: Parts) -> AsyncGenerator[None]:
    """The door to the models for a command that asks one itself, decided and recorded as everywhere."""
    await parts.gateway.start()
    try:
        yield
    finally:
        await parts.gateway.stop()


@asynccontextmanager
async def asking(parts: Parts, organisation_id: str, *, opens: bool = False) -> AsyncGenerator[Asker | None]:
    """For whom questions of a command are embedded, with the door open; ``None`` where no vectors are wanted.

    ``opens``: the door is wanted for something else, too.
    """
    wanted = await parts.library.vectors.are_wanted()
    asker = Asker(organisation_id=organisation_id, seconds=_PATIENCE) if wanted else None
    if not wanted and not opens:
        yield None
        return
    async with open_door(parts):
        yield asker


def with_parts(deed: Callable[[Parts], Awaitable[Result]], *, settings: Settings | None = None) -> Result:
    """Run one command's deed on the prepared installation."""
    chosen = settings or load_settings()
    prepare_storage(chosen)

    async def run() -> Result:
        async with open_parts(chosen) as parts:
            return await deed(parts)

    return asyncio.run(run())


def remember_address(settings: Settings) -> None:
    """Note where the server listens, so that links made by other commands lead there."""
    (settings.data_folder / ADDRESS_FILE).write_text(settings.address)


def known_address(settings: Settings) -> str:
    """The public address, else where the server last listened, else where it would."""
    noted = settings.data_folder / ADDRESS_FILE
    if settings.public_address or not noted.exists():
        return settings.address
    return noted.read_text().strip()
