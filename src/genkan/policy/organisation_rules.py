"""What one organisation decided about its use of models."""

from typing import Annotated

import msgspec

from genkan.catalogue import InformationClass
from genkan.policy.opening_hours import OpeningHours
from genkan.policy.personal_data import Kind
from genkan.policy.treatment import Treatment

MOST_BANNED_WORDS = 200
LONGEST_BANNED_WORD = 100
MOST_CHARACTERS = 10_000_000
BannedWord = Annotated[str, msgspec.Meta(min_length=1, max_length=LONGEST_BANNED_WORD)]
Country = Annotated[str, msgspec.Meta(pattern="^[A-Z]{2}$")]
PublicName = Annotated[str, msgspec.Meta(min_length=1, max_length=120)]
Name = Annotated[str, msgspec.Meta(min_length=1, max_length=100)]


class Rules(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The decisions of one organisation; those of a new one change nothing but what the law demands.

    ``ceiling`` is its highest information class. ``allowed_…`` are all where ``None``; a deployment of no model in the
    catalogue is in no list of models. ``treatments`` name only the kinds whose usual treatment is changed.
    ``places`` are the countries (ISO 3166) where 機密性2 may be processed; with ``government_cloud_for_two`` and
    ``ismap_for_two`` it also needs these, whatever the place. ``max_characters`` counts all texts of a request.
    ``fallbacks`` name, by the public name of a model, the one that is asked where it cannot be had.
    """

    ceiling: InformationClass = InformationClass.TWO
    disallowed_deployments: frozenset[Name] = frozenset()
    disallowed_models: frozenset[Name] = frozenset()
    allowed_models: frozenset[Name] | None = None
    allowed_apps: frozenset[Name] | None = None
    allowed_purposes: frozenset[Name] | None = None
    places: frozenset[Country] = frozenset({"JP"})
    government_cloud_for_two: bool = False
    ismap_for_two: bool = False
    treatments: dict[Kind, Treatment] = {}
    banned_words: Annotated[tuple[BannedWord, ...], msgspec.Meta(max_length=MOST_BANNED_WORDS)] = ()
    max_characters: Annotated[int, msgspec.Meta(ge=1, le=MOST_CHARACTERS)] | None = None
    opening_hours: Annotated[tuple[OpeningHours, ...], msgspec.Meta(max_length=21)] = ()
    fallbacks: dict[PublicName, PublicName] = {}

    def at_any_hour(self) -> "Rules":
        """The same without opening hours, for asking what may be used at all."""
        return msgspec.structs.replace(self, opening_hours=())
