"""SQL of single cases: writing, finding, and changing them without losing what others did."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import msgspec
from sqlalchemy import RowMapping, select
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.inquiry.case import Case, CaseState, Channel, Citizen
from genkan.inquiry.letter import Reading
from genkan.inquiry.sorting.proposal import Answered, Flag
from genkan.inquiry.store.pair_index import IndexedText
from genkan.inquiry.store.tables import case_table, citizen_table, reading_table, serial_table
from genkan.inquiry.store.words import index_words
from genkan.inquiry.urgency import Urgency
from genkan.kit import storable
from genkan.storage import insert_into

_TOLD_CHARACTERS = 2_000
_CITIZEN = [column for column in citizen_table.c if column.name != "case_id"]
CASE_COLUMNS = [column for column in case_table.c if column.name not in ("rank", "text")]


@dataclass(frozen=True)
class Letter:
    """What belongs to a case besides its record: the text, who asks, and what was found in it."""

    text: str
    citizen: Citizen
    reading: Reading


async def next_serial(connection: AsyncConnection, organisation_id: str, *, year: int, count: int = 1) -> int:
    """The last of the next ``count`` numbers of the fiscal year.

    Others wait for this transaction, so that none is left out or given twice.
    """
    first = {"organisation_id": organisation_id, "fiscal_year": year, "latest": count}
    insert = insert_into(connection, serial_table).values(first)
    counted = insert.on_conflict_do_update(
        index_elements=["organisation_id", "fiscal_year"], set_={"latest": serial_table.c.latest + count}
    )
    return (await connection.execute(counted.returning(serial_table.c.latest))).scalar_one()


async def add_cases(connection: AsyncConnection, letters: Sequence[tuple[Case, Letter]]) -> None:
    """Write new cases with their letters."""
    rows = [{**_row_of(case), "text": letter.text} for case, letter in letters]
    await connection.execute(case_table.insert(), rows)
    citizens = [{"case_id": case.id, **vars(letter.citizen)} for case, letter in letters]
    await connection.execute(citizen_table.insert(), citizens)
    readings = [
        {"case_id": case.id, "content": msgspec.json.encode(letter.reading).decode()}
        for case, letter in letters
    ]
    await connection.execute(reading_table.insert(), readings)
    texts = [IndexedText(case.id, case.organisation_id, letter.text) for case, letter in letters]
    await index_words(connection, texts)


async def has_cases(connection: AsyncConnection, organisation_id: str) -> bool:
    """Whether any case of an organisation is kept."""
    query = select(case_table.c.id).where(case_table.c.organisation_id == organisation_id).limit(1)
    return (await connection.execute(query)).first() is not None


async def find_case(connection: AsyncConnection, case_id: str, *, organisation_id: str) -> Case | None:
    """The case of an id, if it is the organisation's."""
    own = (case_table.c.id == storable(case_id), case_table.c.organisation_id == organisation_id)
    row = (await connection.execute(select(*CASE_COLUMNS).where(*own))).mappings().one_or_none()
    return case_of(row) if row else None


async def hold_case(connection: AsyncConnection, case_id: str) -> None:
    """Let nobody change a case until the end of the transaction; SQLite lets one write at a time anyway."""
    await connection.execute(select(case_table.c.id).where(case_table.c.id == case_id).with_for_update())


async def case_with_number(connection: AsyncConnection, number: str, *, organisation_id: str) -> Case | None:
    """The case of a number that the organisation gave."""
    own = (case_table.c.number == number, case_table.c.organisation_id == organisation_id)
    row = (await connection.execute(select(*CASE_COLUMNS).where(*own))).mappings().one_or_none()
    return case_of(row) if row else None


async def letter_of(connection: AsyncConnection, case_id: str) -> Letter:
    """The letter of a case that there is."""
    query = (
        select(case_table.c.text, *_CITIZEN, reading_table.c.content)
        .join(reading_table, reading_table.c.case_id == case_table.c.id)
        .outerjoin(citizen_table, citizen_table.c.case_id == case_table.c.id)
        .where(case_table.c.id == case_id)
    )
    row = (await connection.execute(query)).one()
    reading = msgspec.json.decode(row.content, type=Reading)
    return Letter(row.text, Citizen(row.name or "", row.address or "", row.email or ""), reading)


async def change_case(connection: AsyncConnection, case: Case, *, seen: int) -> bool:
    """Write the case over the version that was seen; False where there is a newer one."""
    change = case_table.update().where(case_table.c.id == case.id, case_table.c.version == seen)
    return (await connection.execute(change.values(**_row_of(case)))).rowcount == 1


async def confirmed_cases(
    connection: AsyncConnection, organisation_id: str, *, limit: int = 200
) -> tuple[Answered, ...]:
    """The latest letters whose topic a person confirmed, each by its first 2,000 characters."""
    text = case_table.c.text
    query = (
        select(text, case_table.c.topic_id)
        .where(case_table.c.organisation_id == organisation_id, case_table.c.topic_id.is_not(None))
        .order_by(case_table.c.received_at.desc())
        .limit(limit)
    )
    rows = await connection.execute(query)
    return tuple(Answered(row.text[:_TOLD_CHARACTERS], row.topic_id) for row in rows)


async def numbers_of(connection: AsyncConnection, case_ids: Sequence[str]) -> dict[str, tuple[str, str]]:
    """Number and organisation of each case, by id."""
    columns = (case_table.c.id, case_table.c.number, case_table.c.organisation_id)
    rows = await connection.execute(select(*columns).where(case_table.c.id.in_(case_ids)))
    return {row.id: (row.number, row.organisation_id) for row in rows}


def case_of(row: RowMapping) -> Case:
    """The case of a row that holds ``CASE_COLUMNS``."""
    received_at: datetime = row["received_at"]
    return Case(
        id=row["id"],
        organisation_id=row["organisation_id"],
        number=row["number"],
        channel=Channel(row["channel"]),
        received_at=received_at,
        state=CaseState(row["state"]),
        topic_id=row["topic_id"],
        urgency=Urgency(row["urgency"]),
        flags=tuple(Flag(flag) for flag in row["flags"].split()),
        language=row["language"],
        deadline=row["deadline"],
        office_id=row["office_id"],
        owner_id=row["owner_id"],
        version=row["version"],
        heading=row["heading"],
    )


def _row_of(case: Case) -> dict[str, object]:
    return {**vars(case), "flags": " ".join(case.flags), "rank": _rank(case)}


def _rank(case: Case) -> int:
    if not case.state.is_open:
        return 2
    return 0 if case.flags else 1
