"""What ``genkan serve`` does before it opens the door, with progress where it takes a while."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn

from genkan.catalogue import Discovery, LocalServer, find_local_servers
from genkan.cli.links import make_sign_in_link
from genkan.cli.opening import open_parts, prepare_storage, remember_address
from genkan.cli.words import Words
from genkan.governance import installation_is_empty

if TYPE_CHECKING:
    from genkan.asgi import Parts
    from genkan.settings import Settings

STAFF = "hanako.rei"
ADMINISTRATOR = "ichiro.rei"


@dataclass(frozen=True)
class Prepared:
    """What the person at the terminal is told: one-time links by sign-in name, and servers that could be connected."""

    links: dict[str, str]
    servers: tuple[LocalServer, ...]
    has_people: bool


def prepare(settings: "Settings", *, console: Console, words: Words) -> Prepared:
    """Bring database, sample and index to where the server can start."""
    columns = (TextColumn("  {task.description}"), BarColumn(bar_width=28), MofNCompleteColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        step = bar.add_task(words("データベース", "Database"), total=1)
        prepare_storage(settings)
        remember_address(settings)
        bar.update(step, completed=1)
        return asyncio.run(_fill(settings, bar, words))


async def _fill(settings: "Settings", bar: Progress, words: Words) -> Prepared:
    async with open_parts(settings) as parts:
        links = await _load_sample_once(parts, bar, words)
        await _index(parts, bar, words)
        servers = await find_local_servers(Discovery(parts.gateway.discover), own_port=settings.port)
        async with parts.database.read() as connection:
            has_people = not await installation_is_empty(connection)
    return Prepared(links=links, servers=servers, has_people=has_people)


async def _load_sample_once(parts: "Parts", bar: Progress, words: Words) -> dict[str, str]:
    """Load the sample into an empty installation; the links of two of its people."""
    from genkan.cli.sample import load_sample, sample_is_missing

    if not (parts.settings.sample and await sample_is_missing(parts)):
        return {}
    step = bar.add_task(words("見本の組織と規程", "Sample organisation and rules"), total=None)
    await load_sample(parts, progress=lambda _report: bar.advance(step))
    return {name: (await make_sign_in_link(parts, name)).address for name in (STAFF, ADMINISTRATOR)}


async def _index(parts: "Parts", bar: Progress, words: Words) -> None:
    step = bar.add_task(words("検索用の索引", "Search index"), total=1)
    await parts.library.build_index(progress=_advancing(bar, step))
    await parts.library.stop()


def _advancing(bar: Progress, step: TaskID) -> Callable[[int, int], None]:
    def advance(done: int, total: int) -> None:
        bar.update(step, completed=done, total=max(total, 1))

    return advance
