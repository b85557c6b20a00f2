"""What the page of a case shows of how it came: its files, and the cases to which it may belong."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.inquiry.case import Case
from genkan.inquiry.incoming.store.attachments import attachments_of
from genkan.inquiry.joining.relation import Relation, Standing
from genkan.inquiry.joining.store.relations import relations_of
from genkan.inquiry.store.cases import numbers_of


@dataclass(frozen=True)
class Related:
    """Another case, and how the two may belong together; ``is_later`` says that it came after the case shown."""

    case_id: str
    number: str
    relation: Relation
    is_later: bool


async def intake_context(connection: AsyncConnection, case: Case) -> Mapping[str, object]:
    """The names for the templates ``_attachments.html`` and ``_relations.html``."""
    found = [each for each in await relations_of(connection, case.id) if _is_shown(each, case)]
    others = {each: each.earlier_id if each.case_id == case.id else each.case_id for each in found}
    numbers = await numbers_of(connection, sorted(set(others.values())))
    related = [
        Related(other, numbers[other][0], relation, is_later=relation.earlier_id == case.id)
        for relation, other in others.items()
    ]
    return {"attachments": await attachments_of(connection, case.id), "related": related}


def _is_shown(relation: Relation, case: Case) -> bool:
    """What somebody parted is shown to nobody; what is only proposed, to whoever has the later case before the eyes."""
    if relation.standing is Standing.PROPOSED:
        return relation.case_id == case.id and case.state.is_open
    return relation.standing is Standing.JOINED
