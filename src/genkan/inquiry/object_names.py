"""Names of cases, topics and offices, for those who read the ledger."""

from collections.abc import Mapping, Sequence

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.governance import FindNames, ObjectName, list_organisations
from genkan.inquiry.faq.store.faqs import names_of_faqs
from genkan.inquiry.importing.store.imports import import_names
from genkan.inquiry.store.blocks import block_labels
from genkan.inquiry.store.cases import numbers_of
from genkan.inquiry.store.topics import labels_of
from genkan.kit import shorten

_SHOWN = 60
_ANY_FAQ = "よくある質問"


def object_names() -> dict[str, FindNames]:
    """How to find the names of this room's objects, by the beginning of an event's kind."""
    return {
        "inquiry:case:": _cases,
        "inquiry:topic:": _topics,
        "inquiry:office:": _offices,
        "inquiry:form:": _offices,
        "inquiry:block:": _blocks,
        "inquiry:import:": _imports,
        "inquiry:faq:": _faqs,
    }


async def _cases(connection: AsyncConnection, ids: Sequence[str]) -> Mapping[str, ObjectName]:
    found = await numbers_of(connection, ids)
    return {id_: ObjectName(number, owner) for id_, (number, owner) in found.items()}


async def _topics(connection: AsyncConnection, ids: Sequence[str]) -> Mapping[str, ObjectName]:
    found = await labels_of(connection, ids)
    return {id_: ObjectName(label, owner) for id_, (label, owner) in found.items()}


async def _imports(connection: AsyncConnection, ids: Sequence[str]) -> Mapping[str, ObjectName]:
    found = await import_names(connection, ids)
    return {id_: ObjectName(name, owner) for id_, (name, owner) in found.items()}


async def _blocks(connection: AsyncConnection, ids: Sequence[str]) -> Mapping[str, ObjectName]:
    found = await block_labels(connection, ids)
    return {id_: ObjectName(label, owner) for id_, (label, owner) in found.items()}


async def _faqs(connection: AsyncConnection, ids: Sequence[str]) -> Mapping[str, ObjectName]:
    """What waits for approval may still tell of a citizen: only what is in use is named by its question."""
    found = await names_of_faqs(connection, ids)
    return {
        id_: ObjectName(shorten(question or _ANY_FAQ, length=_SHOWN), owner, message=question is None)
        for id_, (question, owner) in found.items()
    }


async def _offices(connection: AsyncConnection, ids: Sequence[str]) -> Mapping[str, ObjectName]:
    organisations = await list_organisations(connection)
    return {
        each.id: ObjectName(each.name, each.parent_id or each.id) for each in organisations if each.id in ids
    }
