"""The admission and the presence that an installation needs."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from genkan.gateway.admission.admission import Admission
from genkan.gateway.admission.limits import Limits
from genkan.gateway.admission.local_presence import LocalPresence
from genkan.gateway.admission.neighbours import Neighbours
from genkan.gateway.admission.presence import Presence
from genkan.gateway.admission.shares import Shares
from genkan.kit import Clock
from genkan.storage import Database

if TYPE_CHECKING:
    from genkan.gateway.admission.allowance import Allowance


def open_admission(*, valkey_url: str, process_id: str, limits: Limits) -> Admission:
    """One that counts at a server where ``valkey_url`` names one, else by its share. ``start`` it before use."""
    if not valkey_url:
        return Admission(limits=limits)
    from genkan.gateway.admission.leased import (
        LeasedAdmission,  # its client is slow to load, for many processes only
    )
    from genkan.gateway.admission.valkey import Leases

    return LeasedAdmission(Leases.at(valkey_url, process_id=process_id), limits=limits)


def open_allowance(valkey_url: str) -> "Allowance | None":
    """What all processes spend of together; ``None`` where no server is named, and each counts by itself."""
    if not valkey_url:
        return None
    from genkan.gateway.admission.allowance import Allowance  # its client is slow to load

    return Allowance.at(valkey_url)


def open_presence(
    database: Database, *, folder: Path, process_id: str, clock: Clock, tell: Callable[[Shares], None]
) -> Presence | LocalPresence:
    """On SQLite, where all processes are on one machine, by locks in ``folder``; else by heartbeats in the database."""
    if database.is_sqlite:
        return LocalPresence(Neighbours(folder, process_id=process_id), process_id=process_id, tell=tell)
    return Presence(database, process_id=process_id, clock=clock, tell=tell)
