"""What was decided, for those who may see it: everybody, an applicant, the archive."""

import json
from typing import NamedTuple

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.governance import EventFilter, list_events
from genkan.selection.call.call import Call, CallState
from genkan.selection.decision.decision import Decision, Signature
from genkan.selection.decision.errors import DecisionMissing
from genkan.selection.decision.paper import Told
from genkan.selection.decision.record import read_record
from genkan.selection.decision.store import decisions
from genkan.selection.events import DecisionEvent

_MOST_EVENTS = 500


class Final(NamedTuple):
    """A signed decision with its record and signatures; ``commanded`` are the positions signed on the command line."""

    decision: Decision
    record: Told
    signatures: tuple[Signature, ...]
    commanded: frozenset[int]


async def final_decision(connection: AsyncConnection, call: Call) -> Final:
    """The decision of a call that was decided. Raises ``DecisionMissing``."""
    decision = await decisions.latest_decision(connection, call.id)
    if decision is None or call.state is not CallState.DECIDED:
        raise DecisionMissing
    signatures = await decisions.signatures_of(connection, decision.id)
    commanded = await signed_by_command(connection, decision)
    return Final(decision, read_record(decision.record), signatures, commanded)


async def signed_by_command(connection: AsyncConnection, decision: Decision) -> frozenset[int]:
    """The positions of the signatures that were made on the command line, as the ledger tells."""
    wanted = EventFilter(kind=DecisionEvent.SIGNED, object_id=decision.call_id)
    events = (await list_events(connection, wanted, limit=_MOST_EVENTS)).events
    told = [json.loads(each.details) for each in events if each.actor == "command_line"]
    return frozenset(each["position"] for each in told if each["digest"] == decision.digest)
