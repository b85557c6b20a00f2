"""A collection that an app names: by its id in the house, by its title wherever the app is taken."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

_SEPARATOR = "|"


@dataclass(frozen=True)
class NamedCollection:
    """``title`` is what it was called when it was chosen; ``id`` is empty where only the title is known."""

    title: str
    id: str = ""

    @property
    def written(self) -> str:
        """As a box of a form sends it."""
        return f"{self.id}{_SEPARATOR}{self.title}"

    def means(self, collection_id: str, title: str, *, at_home: bool) -> bool:
        """Whether it is this collection.

        ``at_home``: the runner is of the organisation in which the app was made. There the id settles it; elsewhere,
        where the id is nobody's, a collection of the same title stands in.
        """
        if self.id:
            return self.id == collection_id or (not at_home and self.title == title)
        return self.title == title


def read_named(written: str) -> NamedCollection:
    """What ``NamedCollection.written`` wrote; whatever else was sent is a title."""
    identity, separator, title = written.partition(_SEPARATOR)
    return NamedCollection(title, identity) if separator else NamedCollection(written)


def with_titles(named: Sequence[NamedCollection], titles: Mapping[str, str]) -> tuple[NamedCollection, ...]:
    """The same collections under the titles that they have now; ``titles`` are by id."""
    return tuple(replace(each, title=titles.get(each.id, each.title)) for each in named)


def with_ids(named: Sequence[NamedCollection], ids: Mapping[str, str]) -> tuple[NamedCollection, ...]:
    """The same collections with the ids of those whose titles an organisation knows; ``ids`` are by title."""
    return tuple(each if each.id else replace(each, id=ids.get(each.title, "")) for each in named)


def without_ids(named: Sequence[NamedCollection]) -> tuple[NamedCollection, ...]:
    """The same collections as another house may read them."""
    return tuple(NamedCollection(each.title) for each in named)
