"""The hash chain of one writer: pure functions from events to links."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from genkan.kit import digest

GENESIS = "0" * 64


class Head(NamedTuple):
    """The newest link of a chain; position 0 stands for a chain without links."""

    position: int
    hash: str


class Sealable(NamedTuple):
    """A committed event that waits for its link; ``adopted`` where its writer died before linking it."""

    event_id: str
    digest: str
    adopted: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """One event's place in the chain of a writer; positions count from 1 without gaps."""

    writer_id: str
    position: int
    event_id: str
    event_digest: str
    adopted: bool
    previous_hash: str
    hash: str


def empty() -> Head:
    """The head of a chain that has no links."""
    return Head(0, GENESIS)


def link_hash(
    writer_id: str, *, position: int, event_id: str, event_digest: str, adopted: bool, previous_hash: str
) -> str:
    """SHA-256 of everything a link says and of the link before it, as 64 hexadecimal digits."""
    mark = "adopted" if adopted else "own"
    return digest(f"{previous_hash}\n{event_id}\n{event_digest}\n{mark}\n{position}\n{writer_id}")


def extend(head: Head, events: Iterable[Sealable], *, writer_id: str) -> Iterator[Link]:
    """The links that follow ``head``, one for each event in order."""
    position, previous_hash = head
    for event in events:
        position += 1
        new_hash = link_hash(
            writer_id,
            position=position,
            event_id=event.event_id,
            event_digest=event.digest,
            adopted=event.adopted,
            previous_hash=previous_hash,
        )
        yield Link(writer_id, position, event.event_id, event.digest, event.adopted, previous_hash, new_hash)
        previous_hash = new_hash
