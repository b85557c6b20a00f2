"""As many cases as are wanted in one organisation: letters made from sentences of the sample, each with a rare word."""

import itertools
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import insert, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.governance import Organisation, OrganisationKind, Person, Role
from genkan.governance.store import people
from genkan.inquiry.pairs import as_words, pairs_of
from genkan.inquiry.sample import sample_inquiries
from genkan.inquiry.store.search_tables import WORDS, search_table
from genkan.inquiry.store.tables import case_table
from genkan.kit import new_id, system_clock
from genkan.storage import Database

NOW = datetime(2026, 11, 20, 3, tzinfo=UTC)
_BATCH = 5_000
_INDEX = "ix_inquiry_search_pairs"
# Of all cases so many are open, all of them among the latest.
_OPEN_SHARE, _LATEST = 0.02, 0.03
_DAYS = 1_000
_RARE = "鮎鯵鰯鰆鱈鯖鮪鰤鯉鮒鰻鱒鮭鯛鱸鰹鯨鮫鱗鰭"
_CASE = [column.name for column in case_table.c]


@dataclass(frozen=True)
class Filled:
    """The organisation with the cases, and an officer of it."""

    organisation: Organisation
    officer: Person


async def fill(database: Database, count: int) -> Filled:
    """Add the organisation and the cases; PostgreSQL copies them, SQLite inserts them."""
    filled = await _people(database)
    letters = _letters(filled.organisation.id, count)
    on_server = not database.is_sqlite
    if on_server:
        await _run(database, f"DROP INDEX {_INDEX}")
    while count > 0:
        batch = list(itertools.islice(letters, min(count, _BATCH)))
        async with database.write() as connection:
            await _write(connection, batch)
        count -= len(batch)
    if on_server:
        await _run(database, f"CREATE INDEX {_INDEX} ON inquiry_search USING gin (pairs)")
    await _run(database, "ANALYZE")
    return filled


async def _run(database: Database, statement: str) -> None:
    async with database.write() as connection:
        await connection.execute(text(statement))


def rare_word(number: int) -> str:
    """A word of four characters that stands in one of 160,000 letters."""
    places = (number // len(_RARE) ** power % len(_RARE) for power in range(4))
    return "".join(_RARE[place] for place in places)


async def _people(database: Database) -> Filled:
    ministry = Organisation(new_id(system_clock), "例示省", OrganisationKind.MINISTRY, None)
    identity = new_id(system_clock)
    roles = frozenset({Role.INQUIRY_OFFICER, Role.INQUIRY_SUPERVISOR})
    officer = Person(identity, ministry.id, None, "窓口さくら", "sakura", roles, "ja", active=True)
    async with database.write() as connection:
        await people.add_organisation(connection, ministry, now=NOW)
        await people.add_person(connection, officer, now=NOW)
    return Filled(ministry, officer)


def _letters(organisation_id: str, count: int) -> Iterator[tuple[dict[str, object], frozenset[int]]]:
    """Cases in the order in which they came, with the pairs of their letters; some of the last ones are open."""
    chance = random.Random(20_261_120)
    said = [concern.text for letter in sample_inquiries() for concern in letter.concerns]
    known = {each: pairs_of(each, organisation_id=organisation_id) for each in said}
    for number in itertools.count():
        chosen = chance.sample(said, 3)
        rare = rare_word(number)
        pairs = frozenset[int]().union(
            *(known[each] for each in chosen), pairs_of(rare, organisation_id=organisation_id)
        )
        age = 1 - number / count
        is_open = age < _LATEST and chance.random() < _OPEN_SHARE / _LATEST
        received = NOW - timedelta(days=_DAYS * age)
        yield _case(organisation_id, number, "\n".join((*chosen, rare)), received, is_open=is_open), pairs


def _case(
    organisation_id: str, number: int, letter: str, received: datetime, *, is_open: bool
) -> dict[str, object]:
    return {
        "id": new_id(system_clock),
        "organisation_id": organisation_id,
        "number": f"R8-{number:07}",
        "channel": "form",
        "received_at": received,
        "state": "received" if is_open else "completed",
        "rank": 1 if is_open else 2,
        "topic_id": None,
        "urgency": "normal",
        "flags": "",
        "language": "ja",
        "deadline": _deadline(received),
        "office_id": None,
        "owner_id": None,
        "version": 1,
        "heading": letter[:80].partition("\n")[0],
        "text": letter,
    }


def _deadline(received: datetime) -> date:
    return received.date() + timedelta(days=14)


async def _write(connection: AsyncConnection, batch: list[tuple[dict[str, object], frozenset[int]]]) -> None:
    if connection.dialect.name == "postgresql":
        await _copy(connection, "inquiry_case", _CASE, [[case[name] for name in _CASE] for case, _ in batch])
        rows = [[case["id"], sorted(pairs)] for case, pairs in batch]
        await _copy(connection, "inquiry_search", ["case_id", "pairs"], rows)
        return
    await connection.execute(insert(case_table), [case for case, _ in batch])
    rows = [{"case_id": case["id"], "pairs": as_words(pairs)} for case, pairs in batch]
    await connection.execute(insert(search_table), rows)
    first_id = search_table.c.case_id == rows[0]["case_id"]
    first = (await connection.execute(select(search_table.c.id).where(first_id))).scalar_one()
    await connection.execute(
        text(f"INSERT INTO {WORDS} (rowid, pairs) SELECT id, pairs FROM inquiry_search WHERE id >= {first}")
    )


async def _copy(
    connection: AsyncConnection, table: str, columns: list[str], rows: list[list[object]]
) -> None:
    raw = await connection.get_raw_connection()
    server = raw.driver_connection
    assert server is not None
    async with (
        server.cursor() as cursor,
        cursor.copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN") as copy,
    ):
        for row in rows:
            await copy.write_row(row)
