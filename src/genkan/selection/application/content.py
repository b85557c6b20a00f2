"""What an application says: who applies, the model, where it runs, and a fact with its evidence for each criterion."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

import msgspec

LONGEST_LINE = 300
LONGEST_CLAIM = 4000
MOST_COMPANIES = 8


@dataclass(frozen=True, slots=True)
class Company:
    """A company of a joint application (共同応募) and its part; the lead is the company of the account."""

    name: str
    part: str = ""


@dataclass(frozen=True, slots=True)
class ModelCard:
    """The model: ``catalogue_id`` where the catalogue knows it; all else as the vendor declares it."""

    name: str = ""
    catalogue_id: str = ""
    developer: str = ""
    origin: str = ""
    based_on: str = ""
    size: str = ""
    licence: str = ""
    training_data: str = ""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where the model runs, as the vendor declares it."""

    address: str = ""
    protocol: str = ""
    remote_model: str = ""
    build: str = ""
    place: str = ""
    government_cloud: str = ""
    logging: str = ""
    learning: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """What is declared for a criterion, with the file and the page that prove it; page 0 is none."""

    criterion: str
    claim: str = ""
    file_id: str = ""
    page: int = 0


@dataclass(frozen=True, slots=True)
class ApplicationContent:
    """Everything that an application says beside its files."""

    contact: str = ""
    companies: tuple[Company, ...] = ()
    model: ModelCard = ModelCard()
    endpoint: Endpoint = Endpoint()
    facts: tuple[Fact, ...] = ()
    consents: bool = False
    remarks: str = ""

    def fact(self, criterion: str) -> Fact:
        """What is declared for a criterion, empty where nothing is."""
        return next((each for each in self.facts if each.criterion == criterion), Fact(criterion))


def as_data(content: ApplicationContent) -> dict[str, object]:
    """The content as JSON holds it."""
    return cast("dict[str, object]", msgspec.to_builtins(content))


def content_from(data: Mapping[str, object]) -> ApplicationContent:
    """The content that JSON holds. Raises ``msgspec.ValidationError``."""
    return msgspec.convert(data, ApplicationContent)
