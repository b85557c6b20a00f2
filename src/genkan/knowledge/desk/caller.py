"""Who asks at the desk: a signed-in person, or a program with an API key."""

from collections.abc import Sequence
from dataclasses import dataclass

from genkan.gateway import KeyHolder
from genkan.governance import Person
from genkan.knowledge.collection.collection import Collection
from genkan.knowledge.collection.readers import Reader
from genkan.knowledge.desk.errors import ReadingNotOpened
from genkan.knowledge.vectors.embedding import Asker


@dataclass(frozen=True)
class Caller:
    """Who asks, and what narrows the reading besides the shelves' own readers.

    ``ceiling`` is the highest information class that may be handed out, ``None`` where only the readers count.
    A program is no person, so it belongs to no bureau and no group.
    """

    organisation_id: str
    person_id: str = ""
    api_key_id: str = ""
    ceiling: int | None = None

    @property
    def name(self) -> str:
        """What tells callers apart."""
        return self.api_key_id or self.person_id

    @property
    def program(self) -> Reader:
        """The reader that a program is: the organisation as a whole."""
        return Reader("", organisation_id=self.organisation_id)

    @property
    def asker(self) -> Asker:
        """For whom a question is embedded."""
        return Asker(
            organisation_id=self.organisation_id, person_id=self.person_id, api_key_id=self.api_key_id
        )

    def allowed(self, collections: Sequence[Collection]) -> tuple[Collection, ...]:
        """Those of the collections that may be handed to this caller."""
        ceiling = self.ceiling
        return tuple(each for each in collections if ceiling is None or each.information_class <= ceiling)


def caller_with_key(holder: KeyHolder) -> Caller:
    """The program that holds a key. Raises ``ReadingNotOpened`` where the key opens models alone."""
    key = holder.key
    if not key.may_read:
        raise ReadingNotOpened
    return Caller(key.organisation_id, api_key_id=key.id, ceiling=int(key.ceiling))


def caller_signed_in(person: Person) -> Caller:
    """A person who uses the pages."""
    return Caller(person.organisation_id, person_id=person.id)
