"""What the door knows without asking the database: keys, rules and routes, at most seconds old."""

from genkan.gateway.snapshot.keeper import SnapshotKeeper
from genkan.gateway.snapshot.snapshot import KeyHolder, Snapshot

__all__ = ["KeyHolder", "Snapshot", "SnapshotKeeper"]
