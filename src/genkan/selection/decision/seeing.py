"""What was decided, for those who may see it: everybody, an applicant, the archive."""

from typing import NamedTuple

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.selection.call.call import Call, CallState
from genkan.selection.decision.decision import Decision, Signature
from genkan.selection.decision.errors import DecisionMissing
from genkan.selection.decision.paper import Told
from genkan.selection.decision.record import read_record
from genkan.selection.decision.store import decisions


class Final(NamedTuple):
    """A signed decision with its record and signatures."""

    decision: Decision
    record: Told
    signatures: tuple[Signature, ...]


async def final_decision(connection: AsyncConnection, call: Call) -> Final:
    """The decision of a call that was decided. Raises ``DecisionMissing``."""
    decision = await decisions.latest_decision(connection, call.id)
    if decision is None or call.state is not CallState.DECIDED:
        raise DecisionMissing
    signatures = await decisions.signatures_of(connection, decision.id)
    return Final(decision, read_record(decision.record), signatures)
