"""Who reads: what decides which collections a person may see."""

from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.governance import Person, find_person, group_ids_of


class Readers(StrEnum):
    """Who may read a collection."""

    ORGANISATION = "organisation"
    EVERYONE = "everyone"
    LISTED = "listed"

    @property
    def label(self) -> str:
        """The Japanese words for them."""
        return _READERS[self]


_READERS = {
    Readers.ORGANISATION: "この組織の職員",
    Readers.EVERYONE: "全ての組織の職員",
    Readers.LISTED: "指定した組織、部局及びグループの職員",
}


class ReaderKind(StrEnum):
    """What an entry in the list of a collection's readers is."""

    ORGANISATION = "organisation"
    BUREAU = "bureau"
    GROUP = "group"


@dataclass(frozen=True)
class ListedReader:
    """An entry in the list of a collection's readers."""

    kind: ReaderKind
    reader_id: str


@dataclass(frozen=True)
class Reader:
    """A person as far as collections ask: where the person belongs."""

    person_id: str
    organisation_id: str
    bureau_id: str | None = None
    group_ids: tuple[str, ...] = ()

    @property
    def entries(self) -> tuple[ListedReader, ...]:
        """Every entry of a list by which this person may read."""
        bureau = [ListedReader(ReaderKind.BUREAU, self.bureau_id)] if self.bureau_id else []
        groups = [ListedReader(ReaderKind.GROUP, group) for group in self.group_ids]
        return (ListedReader(ReaderKind.ORGANISATION, self.organisation_id), *bureau, *groups)


async def reader_of(connection: AsyncConnection, person: Person) -> Reader:
    """A person as a reader."""
    groups = await group_ids_of(connection, person.id)
    return Reader(person.id, person.organisation_id, person.bureau_id, groups)


async def reader_with_id(connection: AsyncConnection, person_id: str) -> Reader:
    """The person with this id as a reader, for work that goes on after the request; nobody reads nothing."""
    person = await find_person(connection, person_id=person_id)
    return await reader_of(connection, person) if person else Reader(person_id, organisation_id="")
