"""Services that offer models: what each is publicly known to take, so that nobody has to find it out again."""

from collections.abc import Iterator, Mapping
from importlib.resources.abc import Traversable

import msgspec

from genkan.catalogue.deployment import WireProtocol
from genkan.catalogue.model import Identifier, Source, Text
from genkan.catalogue.toml_folder import read_folder


class Declared(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One capability of an endpoint, and the key of the source that says so."""

    value: object
    source: str


class Offering(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A service at ``address`` that serves ``models`` of the catalogue, by their ids."""

    id: Identifier
    title: Text
    address: Text
    protocol: str
    models: tuple[Identifier, ...]
    capabilities: dict[str, Declared]
    sources: dict[Identifier, Source]

    def as_capabilities(self) -> dict[str, object]:
        """The capabilities as a deployment has them."""
        return {name: declared.value for name, declared in self.capabilities.items()}

    def offers(self, address: str) -> bool:
        """Whether the address is that of the service."""
        return address.strip().rstrip("/") == self.address


def load_offerings(folder: Traversable | None = None) -> tuple[Offering, ...]:
    """The services of ``folder`` (by default those of this package), by file name.

    Raises ``ModelFileInvalid`` with the file and the key that is not in its form.
    """
    return read_folder(folder, usual="offerings", form=Offering, contradictions=_contradictions)


def offering_at(address: str, offerings: tuple[Offering, ...]) -> Offering | None:
    """The service that has this address."""
    return next((offering for offering in offerings if offering.offers(address)), None)


def offering_named(name: str, offerings: tuple[Offering, ...]) -> Offering | None:
    """The service of this id, or the only one whose id begins so."""
    alike = [offering for offering in offerings if offering.id.startswith(name)] if name else []
    exact = (offering for offering in alike if offering.id == name)
    return next(exact, alike[0] if len(alike) == 1 else None)


def capabilities_with(offering: Offering | None, own: Mapping[str, object]) -> dict[str, object]:
    """What is published of the service, and what was stated, which wins."""
    return {**(offering.as_capabilities() if offering else {}), **own}


def _contradictions(offering: Offering) -> Iterator[str]:
    if offering.protocol not in set(WireProtocol):
        yield f"protocol: unknown protocol: {offering.protocol}"
    for name, declared in offering.capabilities.items():
        if declared.source not in offering.sources:
            yield f"capabilities.{name}.source: not among sources: {declared.source!r}"
