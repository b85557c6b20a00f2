"""Details of events that nobody may read yet, of which rooms above this one know."""

from collections.abc import Awaitable, Callable, Sequence

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.governance.ledger.events import Event

FindKept = Callable[[AsyncConnection, Sequence[Event]], Awaitable[frozenset[str]]]
"""The ids of those of the events whose details nobody may read now."""


class KeptDetails:
    """Finds what is kept from every reader, whoever that is."""

    def __init__(self, *finders: FindKept) -> None:
        self._finders = finders

    async def among(self, connection: AsyncConnection, events: Sequence[Event]) -> frozenset[str]:
        """The ids of the events whose details are kept."""
        found = [await find(connection, events) for find in self._finders]
        return frozenset[str]().union(*found)
