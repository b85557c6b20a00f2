"""What people look after in other rooms, so that nobody goes who is the last to."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.governance.people.errors import LastToLookAfter
from genkan.governance.person import Person

FindLeft = Callable[[AsyncConnection, Person], Awaitable[tuple[str, ...]]]
"""What nobody would look after any more without a person, each as 「…」; it stays so until the transaction ends."""


@dataclass(frozen=True)
class Duties:
    """Put together where the application is: each room above says what it has to keep."""

    kinds: tuple[FindLeft, ...] = ()

    async def check_free(self, connection: AsyncConnection, person: Person) -> None:
        """Raises ``LastToLookAfter`` where something would be left without anybody; an inactive person is free."""
        if not person.active:
            return
        left = [name for find in self.kinds for name in await find(connection, person)]
        if left:
            raise LastToLookAfter(what="、".join(left))
