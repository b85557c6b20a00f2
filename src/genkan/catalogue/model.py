"""What is publicly known of a model: each claim with its source, and nothing guessed."""

from datetime import date
from typing import Annotated

import msgspec

Text = Annotated[str, msgspec.Meta(min_length=1, max_length=1000)]
Identifier = Annotated[str, msgspec.Meta(pattern="^[a-z0-9]+([.-][a-z0-9]+)*$", max_length=80)]


class Source(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A public document; ``url`` is empty where only its kind is known, ``read`` the day of looking."""

    title: Text
    url: Annotated[str, msgspec.Meta(pattern="^(https?://[^ ]+)?$")] = ""
    read: date | None = None


class Claim(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One thing said of a model.

    ``value`` is ``None`` where nothing reliable is published; ``ask`` then says what to ask the maker.
    ``source`` is the key of a source of the same model.
    """

    value: Text | None = None
    source: str = ""
    ask: str = ""

    @property
    def published(self) -> bool:
        """Whether anything reliable is known."""
        return self.value is not None


class Protocols(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The published wire protocols (names of ``WireProtocol``); empty where none is published.

    ``ask_maker`` are the questions whose answers are needed to connect the model, also where a protocol is published.
    """

    value: tuple[str, ...] = ()
    source: str = ""
    ask: str = ""
    ask_maker: tuple[Text, ...] = ()

    @property
    def published(self) -> bool:
        """Whether anything reliable is known."""
        return bool(self.value)


class Model(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A model as it is compared and bought; its endpoints are deployments."""

    id: Identifier
    title: Text
    maker: Claim
    origin: Claim
    size: Claim
    context: Claim
    licence: Claim
    serving: Claim
    protocols: Protocols
    sibling: Claim
    note: Claim
    sources: dict[Identifier, Source]
