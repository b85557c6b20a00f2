"""The form in which an organisation says who reads a collection, and how long what is withdrawn is kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import Form
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.governance import Viewer, list_groups, list_organisations
from genkan.kit import storable
from genkan.knowledge import store
from genkan.knowledge.collection.collection import Collection
from genkan.knowledge.collection.readers import ListedReader, ReaderKind, Readers
from genkan.knowledge.curation.errors import NoReadersListed, RetentionUnclear
from genkan.knowledge.text.numerals import number_of

_LONGEST = 36_500
Choices = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Offered:
    """Id and name of whom a list may hold: all organisations, and the viewer's own bureaus and groups."""

    organisations: Choices
    bureaus: Choices
    groups: Choices

    def of(self, kind: ReaderKind) -> Choices:
        """Those of one kind."""
        return {
            ReaderKind.ORGANISATION: self.organisations,
            ReaderKind.BUREAU: self.bureaus,
            ReaderKind.GROUP: self.groups,
        }[kind]


@dataclass(frozen=True, slots=True)
class ReaderForm:
    """What was typed; the lists hold ids, ``retention`` is a number of days or empty."""

    readers: Annotated[Readers, Form()] = Readers.ORGANISATION
    organisation: Annotated[list[str] | None, Form()] = None
    bureau: Annotated[list[str] | None, Form()] = None
    group: Annotated[list[str] | None, Form()] = None
    retention: Annotated[str, Form()] = ""

    def chosen(self, kind: ReaderKind) -> Sequence[str]:
        """The ids chosen of one kind."""
        ids = {
            ReaderKind.ORGANISATION: self.organisation,
            ReaderKind.BUREAU: self.bureau,
            ReaderKind.GROUP: self.group,
        }[kind]
        return ids or ()

    def listed(self, offered: Offered) -> tuple[ListedReader, ...]:
        """The list, of which whatever is not offered is left out. Raises ``NoReadersListed``."""
        if self.readers is not Readers.LISTED:
            return ()
        entries = tuple(
            ListedReader(kind, reader_id)
            for kind in ReaderKind
            for reader_id, _ in offered.of(kind)
            if reader_id in self.chosen(kind)
        )
        if not entries:
            raise NoReadersListed
        return entries

    @property
    def days(self) -> int | None:
        """The days for which what is withdrawn is kept; ``None`` for always. Raises ``RetentionUnclear``."""
        typed = storable(self.retention).strip()
        days = number_of(typed) if typed else None
        if typed and (days is None or not 1 <= days <= _LONGEST):
            raise RetentionUnclear
        return days


async def offered_to(connection: AsyncConnection, viewer: Viewer) -> Offered:
    """Whom the viewer may put on a list."""
    organisations = await list_organisations(connection)
    bureaus = await list_organisations(connection, parent_id=viewer.organisation.id)
    groups = await list_groups(connection, viewer.organisation.id)
    return Offered(
        tuple((each.id, each.name) for each in organisations if each.parent_id is None),
        tuple((each.id, each.name) for each in bureaus),
        tuple((each.id, each.title) for each in groups),
    )


async def form_of(connection: AsyncConnection, collection: Collection) -> ReaderForm:
    """The form as the collection is now."""
    listed = await store.listed_readers(connection, collection.id)
    ids = {kind: [each.reader_id for each in listed if each.kind is kind] for kind in ReaderKind}
    return ReaderForm(
        readers=collection.readers,
        organisation=ids[ReaderKind.ORGANISATION],
        bureau=ids[ReaderKind.BUREAU],
        group=ids[ReaderKind.GROUP],
        retention=str(collection.retention_days or ""),
    )
