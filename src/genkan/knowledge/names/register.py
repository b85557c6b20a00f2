"""Which documents a name stands for."""

import re
from collections.abc import Iterable, KeysView, Mapping, Sequence
from datetime import date
from typing import Protocol

from genkan.knowledge.names.abbreviations import common_abbreviations
from genkan.knowledge.names.names import Names, name_key

_GIVEN_TITLE = re.compile(r"号（(?P<title>.+)）$")


class Dated(Protocol):
    """Whatever is in force in an interval."""

    @property
    def valid_from(self) -> date | None: ...
    @property
    def valid_until(self) -> date | None: ...


class Named(Protocol):
    """Whatever knows the names of a document, and when its versions are in force."""

    @property
    def id(self) -> str: ...
    @property
    def collection_id(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def number(self) -> str: ...
    @property
    def issuer(self) -> str: ...
    @property
    def abbreviations(self) -> tuple[str, ...]: ...
    @property
    def versions(self) -> Sequence[Dated]: ...


class Register:
    """The names of documents: titles with and without the issuing body, abbreviations, and law numbers.

    It is made of the documents that one reader may read, so that no name of another ever matters. ``mined`` are
    further names by the id of their document; a name that another document bears itself stays that one's.
    """

    def __init__(
        self, documents: Iterable[Named], *, mined: Mapping[str, Sequence[str]] | None = None
    ) -> None:
        documents = tuple(documents)
        self._documents: dict[str, list[Named]] = {}
        for document in documents:
            for key in {name_key(name) for name in names_of(document)}:
                self._documents.setdefault(key, []).append(document)
        for document in documents:
            for name in (mined or {}).get(document.id, ()):
                self._documents.setdefault(name_key(name), [document])
        self.names = Names.of(self._documents)

    @property
    def keys(self) -> KeysView[str]:
        """Every name as its :func:`~genkan.knowledge.names.names.name_key`."""
        return self._documents.keys()

    def documents(self, *names: str) -> tuple[Named, ...]:
        """The documents that bear one of the names in any spelling, each once, in the order of the names."""
        found = (document for name in names for document in self._documents.get(name_key(name), ()))
        return tuple({document.id: document for document in found}.values())


def names_of(document: Named) -> tuple[str, ...]:
    """Every name under which people speak of a document.

    A law without a title of its own is known by its number and a given one: 「昭和二十二年法律第五十四号（…）」.
    """
    given = _GIVEN_TITLE.search(document.title)
    titles = [document.title, *([given["title"]] if given else [])]
    common = [short for title in titles for short in common_abbreviations().get(name_key(title), ())]
    own = [*titles, *document.abbreviations, document.number, *common]
    issuer = document.issuer
    without = [name.removeprefix(issuer) for name in own if issuer and name.startswith(issuer)]
    with_issuer = [issuer + name for name in document.abbreviations if issuer and not name.startswith(issuer)]
    return tuple(name for name in [*own, *without, *with_issuer] if name)
