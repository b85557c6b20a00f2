"""Names of the objects that events are about, which rooms above this one know."""

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.governance.ledger.events import Event


@dataclass(frozen=True)
class ObjectName:
    """What an object is called; ``organisation_id`` is None where it belongs to no organisation and all may know it.

    A ``message`` is a Japanese text of ours, to be shown in the reader's language.
    """

    text: str
    organisation_id: str | None
    message: bool = False


FindNames = Callable[[AsyncConnection, Sequence[str]], Awaitable[Mapping[str, ObjectName]]]


class ObjectNames:
    """Finds names by the beginning of an event's kind, such as ``knowledge:document:``."""

    def __init__(self, finders: Mapping[str, FindNames]) -> None:
        self._finders = dict(finders)

    async def of(
        self,
        connection: AsyncConnection,
        events: Iterable[Event],
        *,
        reach: str | None,
        translate: Callable[[str], str],
    ) -> dict[str, str]:
        """Names by object id; with ``reach`` no name of another organisation's object."""
        events, names = tuple(events), dict[str, str]()
        for beginning, find in self._finders.items():
            ids = sorted({event.object_id for event in events if event.kind.startswith(beginning)})
            if ids:
                found = await find(connection, ids)
                told = {id_: name for id_, name in found.items() if _may_be_told(name, reach)}
                names |= {id_: translate(one.text) if one.message else one.text for id_, one in told.items()}
        return names


def _may_be_told(name: ObjectName, reach: str | None) -> bool:
    return reach is None or name.organisation_id in (None, reach)
