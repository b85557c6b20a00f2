"""Events with the words and names that people know."""

from collections.abc import Sequence
from functools import partial
from typing import Annotated, NamedTuple

from fastapi import Depends, Request
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.governance.access import ReadsLedger
from genkan.governance.ledger.events import Event
from genkan.governance.ledger.wording import kind_in_japanese, object_in_english, object_in_japanese
from genkan.governance.object_names import ObjectNames
from genkan.governance.pages.ledger_criteria import reach_of
from genkan.governance.pages.parts import ObjectNamesPart, PagesPart
from genkan.governance.store.people import list_organisations, names_of
from genkan.ui import Pages


class Row(NamedTuple):
    """An event as a page shows it; ``actor`` and ``object`` are names, None where there is none.

    ``thing`` says in a word what kind of object it is.
    """

    event: Event
    kind: str
    actor: str | None
    object: str | None
    thing: str


class RowMaker:
    """Names things for one reader: with ``reach`` no object of another organisation."""

    def __init__(self, object_names: ObjectNames, pages: Pages, *, language: str, reach: str | None) -> None:
        self._object_names = object_names
        self._translate = partial(pages.translate, language)
        self._thing = object_in_japanese if language == "ja" else object_in_english
        self._reach = reach

    async def rows(self, connection: AsyncConnection, events: Sequence[Event]) -> list[Row]:
        """The events in their order."""
        ids = {name for event in events for name in (event.actor, event.object_id)}
        people = await names_of(connection, sorted(ids))
        objects = await self._objects(connection, events) | people
        return [
            Row(
                event,
                kind_in_japanese(event.kind),
                people.get(event.actor),
                objects.get(event.object_id),
                self._thing(event.kind),
            )
            for event in events
        ]

    async def _objects(self, connection: AsyncConnection, events: Sequence[Event]) -> dict[str, str]:
        names = await self._object_names.of(connection, events, reach=self._reach, translate=self._translate)
        organisations = await list_organisations(connection)
        told = {each.id: each.name for each in organisations if self._reach in (None, each.id)}
        return names | told


async def _row_maker(
    request: Request, viewer: ReadsLedger, pages: PagesPart, object_names: ObjectNamesPart
) -> RowMaker:
    return RowMaker(object_names, pages, language=pages.language(request), reach=reach_of(viewer))


RowMakerPart = Annotated[RowMaker, Depends(_row_maker)]
