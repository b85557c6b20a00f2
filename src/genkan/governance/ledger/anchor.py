"""An anchor: the heads of the chains at one moment, chained to the anchor before it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import cast

from genkan.governance.ledger.chain import Head
from genkan.kit import canonical_json, digest


@dataclass(frozen=True)
class Anchor:
    """The heads of all chains that grew since the last anchors.

    ``heads`` is canonical JSON ``{writer_id: [position, hash]}``; positions of anchors count from 1
    without gaps over all writers together.
    """

    position: int
    at: datetime
    writer_id: str
    heads: str
    previous_hash: str
    hash: str

    @property
    def computed_hash(self) -> str:
        """What ``hash`` has to be."""
        return digest(canonical_json(self._content()))

    @property
    def line(self) -> str:
        """The line of the anchor file, without its end."""
        return canonical_json({**self._content(), "hash": self.hash})

    @property
    def tips(self) -> dict[str, Head]:
        """The heads by writer."""
        heads = cast("dict[str, tuple[int, str]]", json.loads(self.heads))
        return {writer: Head(position, found) for writer, (position, found) in heads.items()}

    def _content(self) -> dict[str, object]:
        return {
            "position": self.position,
            "at": self.at.astimezone(UTC).isoformat(timespec="microseconds"),
            "writer_id": self.writer_id,
            "heads": self.heads,
            "previous_hash": self.previous_hash,
        }


def make_anchor(last: Head, heads: Mapping[str, Head], *, at: datetime, writer_id: str) -> Anchor:
    """The anchor that follows ``last``."""
    text = canonical_json({writer: list(head) for writer, head in heads.items()})
    draft = Anchor(last.position + 1, at, writer_id, text, last.hash, "")
    return Anchor(last.position + 1, at, writer_id, text, last.hash, draft.computed_hash)
