"""Titles of tests, for those who read the ledger."""

from collections.abc import Mapping, Sequence

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.evaluation.exam.store.exams import titles_of
from genkan.governance import FindNames, ObjectName


def object_names() -> dict[str, FindNames]:
    """How to find the titles of tests, by the beginning of an event's kind."""
    return {"evaluation:exam:": _exams}


async def _exams(connection: AsyncConnection, ids: Sequence[str]) -> Mapping[str, ObjectName]:
    found = await titles_of(connection, ids)
    return {id_: ObjectName(title, owner) for id_, (title, owner) in found.items()}
