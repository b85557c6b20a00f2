"""The events of a pack against the hash chain, and the rows against the events."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import msgspec

from genkan.governance import Anchor, link_hash
from genkan.trial.events import TrialEvent
from genkan.trial.evidence import Evidence
from genkan.trial.gathering import DEEDS, OF_AN_EXPOSURE, UNFINISHED, Rule
from genkan.trial.pack.alteration import Alteration
from genkan.trial.pack.contents import ANCHORS, EVENTS, PackedEvent
from genkan.trial.pack.words import What

_RULES = frozenset(rule.value for rule in Rule)


class _AnchorLine(msgspec.Struct, frozen=True):
    position: int
    at: datetime
    writer_id: str
    heads: str
    previous_hash: str
    hash: str


def chain_faults(folder: Path) -> Iterator[Alteration]:
    """Links that do not give their hash, and heads of anchors that do not meet them."""
    links = dict[tuple[str, int], PackedEvent]()
    for number, event in _events(folder):
        if event.position == 0:
            continue
        if (
            link_hash(
                event.writer,
                position=event.position,
                event_id=event.id,
                event_digest=event.digest,
                adopted=event.adopted,
                previous_hash=event.previous,
            )
            != event.hash
            or (event.writer, event.position) in links
        ):
            yield Alteration(What.CHAIN, EVENTS, number, event.id, "hash")
        links[event.writer, event.position] = event
    for (writer, position), event in links.items():
        before = links.get((writer, position - 1))
        if before is not None and before.hash != event.previous:
            yield Alteration(What.CHAIN, EVENTS, name=event.id, field="previous")
    yield from _anchor_faults(folder, links)


def event_faults(folder: Path, evidence: Evidence) -> Iterator[Alteration]:
    """Every event of a comparison and of the conduct has its row, and every row its event.

    Packs that were written earlier have no rows of the conduct.
    """
    kinds = OF_AN_EXPOSURE | frozenset(DEEDS if evidence.conduct else ())
    told = Counter((event.object, event.kind) for _, event in _events(folder) if event.kind in kinds)
    rows = Counter((*_rows(evidence), *_conduct_rows(evidence)))
    for object_id, kind in sorted({*told, *rows}):
        if told[object_id, kind] != rows[object_id, kind]:
            count = f"{rows[object_id, kind]} ≠ {told[object_id, kind]}"
            yield Alteration(What.EVENT, EVENTS, name=object_id, field=f"{kind} {count}")


def _rows(evidence: Evidence) -> Iterator[tuple[str, str]]:
    yield from ((row.id, TrialEvent.ASSIGNED.value) for row in evidence.exposures)
    for row in evidence.answers:
        if row.outcome != UNFINISHED:
            yield row.exposure, TrialEvent.ENDED.value
    yield from ((row.exposure, TrialEvent.VOTED.value) for row in evidence.votes)
    yield from ((row.exposure, TrialEvent.GUESSED.value) for row in evidence.guesses)
    yield from ((row.exposure, TrialEvent.MARKED.value) for row in evidence.marks)
    yield from ((row.exposure, TrialEvent.USED.value) for row in evidence.uses)
    for row in evidence.exclusions:
        object_id, _, event_id = row.exposure.rpartition("/")
        if object_id and event_id and row.reason in OF_AN_EXPOSURE:
            yield object_id, row.reason
        elif not object_id and row.rule not in _RULES:
            yield row.exposure, TrialEvent.EXCLUDED.value


def _conduct_rows(evidence: Evidence) -> Iterator[tuple[str, str]]:
    kinds = {deed: kind.value for kind, deed in DEEDS.items()}
    yield from ((evidence.trial, kinds.get(row.deed, row.deed)) for row in evidence.conduct)
    for row in evidence.exclusions:
        object_id, _, event_id = row.exposure.rpartition("/")
        if evidence.conduct and object_id and event_id and row.reason in DEEDS:
            yield object_id, row.reason


def _anchor_faults(folder: Path, links: dict[tuple[str, int], PackedEvent]) -> Iterator[Alteration]:
    for number, line in enumerate((folder / ANCHORS).read_bytes().splitlines(), start=1):
        try:
            anchor = Anchor(**msgspec.structs.asdict(msgspec.json.decode(line, type=_AnchorLine)))
            met = [(head, links.get((writer, head.position))) for writer, head in anchor.tips.items()]
        except (msgspec.DecodeError, ValueError, TypeError):
            yield Alteration(What.UNREADABLE_ROW, ANCHORS, number)
            continue
        differs = any(event is not None and event.hash != head.hash for head, event in met)
        if anchor.computed_hash != anchor.hash or differs:
            yield Alteration(What.CHAIN, ANCHORS, number, str(anchor.position), "hash")


def _events(folder: Path) -> Iterator[tuple[int, PackedEvent]]:
    with (folder / EVENTS).open("rb") as file:
        for number, line in enumerate(file, start=1):
            yield number, msgspec.json.decode(line, type=PackedEvent)
