"""SQL of single entries: writing them and their versions, finding, and changing them without losing what others did."""

from collections.abc import Collection, Sequence

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.inquiry.case import CaseState
from genkan.inquiry.faq.faq import Faq, FaqVersion
from genkan.inquiry.faq.store import rows
from genkan.inquiry.faq.store.tables import WORDS, faq_table, search_table, version_table
from genkan.inquiry.store.pair_index import IndexedText, PairIndex
from genkan.inquiry.store.tables import case_table
from genkan.kit import storable

INDEX = PairIndex(search_table, search_table.c.version_id, WORDS)


async def add_faq(connection: AsyncConnection, faq: Faq) -> None:
    """Write a new entry, without a version."""
    await connection.execute(faq_table.insert().values(rows.row_of(faq)))


async def change_faq(connection: AsyncConnection, faq: Faq, *, seen: int) -> bool:
    """Write the entry over the version that was seen; False where there is a newer one.

    Of which case it was made is not written again: that may have been erased since.
    """
    values = {name: value for name, value in rows.row_of(faq).items() if name != "case_id"}
    change = faq_table.update().where(faq_table.c.id == faq.id, faq_table.c.version == seen)
    return (await connection.execute(change.values(values))).rowcount == 1


async def add_version(connection: AsyncConnection, faq: Faq, version: FaqVersion, *, version_id: str) -> None:
    """Write a version; it is found by its words, and those that are neither the latest nor in use no more."""
    content = version.content
    values = {
        "id": version_id,
        "faq_id": faq.id,
        "number": version.number,
        "written_by": version.written_by,
        "written_at": version.written_at,
        **rows.content_row(content),
    }
    await connection.execute(version_table.insert().values(values))
    text = f"{content.question}\n{content.answer}"
    await INDEX.add(connection, [IndexedText(version_id, faq.organisation_id, text)])
    await forget_old_words(connection, faq)


async def forget_old_words(connection: AsyncConnection, faq: Faq) -> None:
    """Find no more by its words what is neither the latest version nor the one in use."""
    old = (
        select(search_table.c.version_id)
        .join(version_table, version_table.c.id == search_table.c.version_id)
        .where(
            version_table.c.faq_id == faq.id,
            version_table.c.number.not_in([number for number in (faq.number, faq.shown) if number]),
        )
    )
    for version_id in (await connection.execute(old)).scalars().all():
        await INDEX.forget(connection, version_id)


async def find_faq(connection: AsyncConnection, faq_id: str, *, organisation_id: str) -> Faq | None:
    """The entry of an id with its latest version, if it is the organisation's."""
    own = (faq_table.c.id == storable(faq_id), faq_table.c.organisation_id == organisation_id)
    row = (await connection.execute(rows.latest().where(*own))).one_or_none()
    return rows.faq_of(row) if row else None


async def versions_of(connection: AsyncConnection, faq_id: str) -> tuple[FaqVersion, ...]:
    """Every version of an entry, the latest first."""
    query = select(version_table).where(version_table.c.faq_id == faq_id)
    found = await connection.execute(query.order_by(version_table.c.number.desc()))
    return tuple(rows.version_of(row) for row in found)


async def count_faqs(connection: AsyncConnection, organisation_id: str) -> int:
    """How many entries an organisation has, those that ended too."""
    query = select(func.count()).where(faq_table.c.organisation_id == organisation_id)
    return (await connection.execute(query)).scalar_one()


async def faqs_of_case(connection: AsyncConnection, case_id: str) -> tuple[Faq, ...]:
    """The entries that were made of a case."""
    found = await connection.execute(rows.latest().where(faq_table.c.case_id == case_id))
    return tuple(rows.faq_of(row) for row in found)


async def answered_case(connection: AsyncConnection, organisation_id: str, text: str) -> str | None:
    """The id of an answered case with this letter, if the organisation has one."""
    own = (case_table.c.organisation_id == organisation_id, case_table.c.text == text)
    ended = case_table.c.state.in_((CaseState.ANSWERED, CaseState.COMPLETED))
    return (
        await connection.execute(select(case_table.c.id).where(*own, ended).limit(1))
    ).scalar_one_or_none()


async def let_go_of_case(connection: AsyncConnection, case_id: str) -> tuple[Faq, ...]:
    """Let no entry name the case of which it was made; gives them, each as one more deed of which open forms do not know."""
    named = faq_table.c.case_id == case_id
    await connection.execute(faq_table.update().where(named).values(version=faq_table.c.version + 1))
    found = await faqs_of_case(connection, case_id)
    await connection.execute(faq_table.update().where(named).values(case_id=None))
    return found


async def delete_versions(connection: AsyncConnection, faq: Faq, *, but: Collection[int]) -> None:
    """Delete the versions of an entry, but those with these numbers, and let them be found no more."""
    chosen = (version_table.c.faq_id == faq.id, version_table.c.number.not_in(tuple(but)))
    for version_id in (await connection.execute(select(version_table.c.id).where(*chosen))).scalars().all():
        await INDEX.forget(connection, version_id)
    await connection.execute(version_table.delete().where(*chosen))


async def delete_faq(connection: AsyncConnection, faq_id: str) -> None:
    """Delete an entry that has no version any more."""
    await connection.execute(faq_table.delete().where(faq_table.c.id == faq_id))


async def names_of_faqs(
    connection: AsyncConnection, faq_ids: Sequence[str]
) -> dict[str, tuple[str | None, str]]:
    """What the version in use asks, None where none is, and the organisation of each entry, by id."""
    owners = select(faq_table.c.id, faq_table.c.organisation_id).where(faq_table.c.id.in_(faq_ids))
    found = await connection.execute(rows.in_use().where(faq_table.c.id.in_(faq_ids)))
    asked = {row.id: row.question for row in found}
    return {row.id: (asked.get(row.id), row.organisation_id) for row in await connection.execute(owners)}
