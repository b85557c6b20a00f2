"""Fifty questions of the fictional 例示省 over its sample regulations, approved from the first start."""

from importlib.resources import files

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.evaluation.items.drafting import checked
from genkan.evaluation.items.item import ItemDraft, ItemState
from genkan.evaluation.items.keeping import Author, ItemKeeping
from genkan.evaluation.items.rows import rows_of_jsonl
from genkan.evaluation.items.store.items import Wanted, list_items
from genkan.governance import Ledger
from genkan.kit import Clock

_FILE = "items.jsonl"


def sample_items() -> tuple[tuple[str, ItemDraft], ...]:
    """Code and question of each line of ``items.jsonl``. Raises an ``ItemFieldProblem`` for a faulty one."""
    content = (files("genkan.evaluation.items.sample") / _FILE).read_bytes()
    return tuple((row.code, checked(row)) for row in rows_of_jsonl(_FILE, content))


async def load_sample_items(
    connection: AsyncConnection, ledger: Ledger, clock: Clock, *, organisation_id: str
) -> int:
    """Add the sample to an organisation that has no question; how many were added."""
    if await list_items(connection, Wanted(organisation_id)):
        return 0
    keeping, author = ItemKeeping(ledger, clock), Author(organisation_id, None)
    rows = sample_items()
    for code, draft in rows:
        await keeping.add(connection, author, draft, code=code, state=ItemState.APPROVED)
    return len(rows)
