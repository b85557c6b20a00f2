"""Questions of a trial for which no arm could be given, with why each of them could not (割付けのない質問)."""

from collections.abc import Mapping

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.governance import Ledger
from genkan.trial.allotting import Occasion, Restriction
from genkan.trial.events import TrialEvent
from genkan.trial.evidence import UnassignedDetails, details_of
from genkan.trial.protocol import Running


async def record_unassigned(
    connection: AsyncConnection,
    ledger: Ledger,
    running: Running,
    occasion: Occasion,
    *,
    object_id: str,
    restricted: Mapping[str, Restriction],
) -> None:
    """Write into the ledger that a turn of the chat or a run goes on outside the trial for want of arms."""
    details = UnassignedDetails(
        trial=running.id,
        protocol=running.digest,
        task=occasion.task,
        information_class=int(occasion.information_class),
        restricted={name: reason.value for name, reason in sorted(restricted.items())},
        conversation=occasion.conversation,
        turn=occasion.turn,
    )
    await ledger.record(
        connection,
        TrialEvent.UNASSIGNED,
        actor=occasion.person.id,
        organisation_id=occasion.person.organisation_id,
        object_id=object_id,
        details=details_of(details),
    )
