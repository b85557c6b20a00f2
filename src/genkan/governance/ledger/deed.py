"""A deed that is to be recorded."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Deed:
    """What becomes an event of the ledger; ``details`` never hold content, names or addresses.

    ``actor`` is a person's id, ``system`` or ``command_line``.
    """

    kind: str
    actor: str
    organisation_id: str | None
    object_id: str
    details: Mapping[str, object]
