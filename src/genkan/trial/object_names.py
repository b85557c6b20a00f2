"""Names of trials, for those who read the ledger; comparisons have none, for a name could tell an arm."""

from collections.abc import Mapping, Sequence

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.governance import FindNames, ObjectName
from genkan.trial.protocol import read_draft, titles_of


def object_names() -> dict[str, FindNames]:
    """How to find the names of this room's objects, by the beginning of an event's kind."""
    return {
        "trial:protocol:": _trials,
        "trial:trial:": _trials,
        "trial:consent:": _trials,
        "trial:person:": _trials,
        "trial:era:": _trials,
    }


async def _trials(connection: AsyncConnection, ids: Sequence[str]) -> Mapping[str, ObjectName]:
    found = await titles_of(connection, ids)
    return {id_: ObjectName(read_draft(draft).title, owner) for id_, (draft, owner) in found.items()}
