"""Which documents a name stands for."""

from collections.abc import Iterable
from typing import Protocol

from genkan.knowledge.names import Names, name_key


class Named(Protocol):
    """Whatever knows the names of a document."""

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


class Register:
    """The names of documents: titles with and without the issuing body, abbreviations, and law numbers.

    It is made of the documents that one reader may read, so that no name of another ever matters.
    """

    def __init__(self, documents: Iterable[Named]) -> None:
        self._documents: dict[str, list[Named]] = {}
        for document in documents:
            for key in {name_key(name) for name in names_of(document)}:
                self._documents.setdefault(key, []).append(document)
        self.names = Names.of(self._documents)

    def documents(self, *names: str) -> tuple[Named, ...]:
        """The documents that bear one of the names in any spelling, each once, in the order of the names."""
        found = (document for name in names for document in self._documents.get(name_key(name), ()))
        return tuple({document.id: document for document in found}.values())


def names_of(document: Named) -> tuple[str, ...]:
    """Every name under which people speak of a document."""
    own = [document.title, *document.abbreviations, document.number]
    issuer = document.issuer
    without = [name.removeprefix(issuer) for name in own if issuer and name.startswith(issuer)]
    with_issuer = [issuer + name for name in document.abbreviations if issuer and not name.startswith(issuer)]
    return tuple(name for name in [*own, *without, *with_issuer] if name)
