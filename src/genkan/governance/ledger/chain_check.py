"""Following every chain from its first link to its last, one link at a time: pure functions over rows."""

from collections.abc import Iterable
from dataclasses import dataclass

from genkan.governance.ledger.chain import Head, Link, empty, link_hash
from genkan.governance.ledger.events import Event
from genkan.governance.ledger.faults import Fault, Finding


@dataclass(frozen=True, slots=True)
class LinkedEvent:
    """A link, and the event it points to with the digest stored beside it; None where the event is gone."""

    link: Link
    event: Event | None
    stored_digest: str


class ChainWalk:
    """Walks over the links in the order of writers and positions; remembers only the link before."""

    def __init__(self) -> None:
        self._writer_id = ""
        self._head = empty()

    def follow(self, chunk: Iterable[LinkedEvent]) -> Finding | None:
        """What is wrong with the next links: the first of it, if anything."""
        return next((finding for linked in chunk if (finding := self._step(linked))), None)

    def _step(self, linked: LinkedEvent) -> Finding | None:
        link = linked.link
        if link.writer_id != self._writer_id:
            self._writer_id, self._head = link.writer_id, empty()
        finding = _check_link(link, before=self._head) or _check_event(linked)
        self._head = Head(link.position, link.hash)
        return finding


def _check_link(link: Link, *, before: Head) -> Finding | None:
    if link.position != before.position + 1:
        return _bad_link(Fault.LINK_MISSING, link.writer_id, before.position + 1)
    if link.hash != _hash_at(link, position=link.position):
        moved = _original_position(link) is not None
        return _bad_link(Fault.LINK_MOVED if moved else Fault.LINK_ALTERED, link.writer_id, link.position)
    if link.previous_hash != before.hash:
        return _bad_link(Fault.LINK_ALTERED, link.writer_id, link.position)
    return None


def _check_event(linked: LinkedEvent) -> Finding | None:
    link, event = linked.link, linked.event
    if event is None:
        return Finding(Fault.EVENT_MISSING, "ledger_event", link.event_id)
    if not event.digest == linked.stored_digest == link.event_digest:
        return Finding(Fault.EVENT_ALTERED, "ledger_event", event.id)
    return None


def _bad_link(fault: Fault, writer_id: str, position: int) -> Finding:
    return Finding(fault, "ledger_link", f"{writer_id}/{position}")


def _hash_at(link: Link, *, position: int) -> str:
    return link_hash(
        link.writer_id,
        position=position,
        event_id=link.event_id,
        event_digest=link.event_digest,
        adopted=link.adopted,
        previous_hash=link.previous_hash,
    )


def _original_position(link: Link, *, reach: int = 100_000) -> int | None:
    """The position at which the link is intact: it was moved from there."""
    positions = range(max(1, link.position - reach), link.position + reach)
    return next((position for position in positions if _hash_at(link, position=position) == link.hash), None)
