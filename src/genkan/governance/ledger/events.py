"""One event of the ledger and its digest."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from genkan.kit import canonical_json, digest

_KIND = re.compile(r"[a-z][a-z_]*:[a-z][a-z_]*:[a-z][a-z_]*")


@dataclass(frozen=True)
class Event:
    """What happened; ``details`` is canonical JSON text without content, names or addresses."""

    id: str
    at: datetime
    writer_id: str
    kind: str
    actor: str
    organisation_id: str | None
    object_id: str
    details: str

    @property
    def digest(self) -> str:
        """SHA-256 over every field, as 64 hexadecimal digits."""
        return digest(self.text)

    @property
    def text(self) -> str:
        """What the digest is of: canonical JSON of every field, which begins with the actor and the moment."""
        return canonical_json(self._fields())

    def _fields(self) -> Mapping[str, object]:
        return {
            "id": self.id,
            "at": self.at.astimezone(UTC).isoformat(timespec="microseconds"),
            "writer_id": self.writer_id,
            "kind": self.kind,
            "actor": self.actor,
            "organisation_id": self.organisation_id,
            "object_id": self.object_id,
            "details": self.details,
        }


def check_kind(kind: str) -> str:
    """The kind itself; ``ValueError`` unless it reads ``subject:object:action``."""
    if _KIND.fullmatch(kind) is None:
        raise ValueError(f"a ledger event is named subject:object:action, not {kind!r}")
    return str(kind)
