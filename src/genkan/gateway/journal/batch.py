"""Moving ended calls from the journal into the records, each exactly once."""

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import msgspec
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.gateway.budgets import Account, Month, accounts_of
from genkan.gateway.budgets.store import add_usage
from genkan.gateway.events import GatewayEvent
from genkan.gateway.journal.row import CLOSED_FIELDS, OPENED_FIELDS, CallEnd, CallRow
from genkan.gateway.journal.tally import tally
from genkan.gateway.store import calls
from genkan.gateway.usage.store import add_usage_of_day
from genkan.governance import Ledger
from genkan.kit import Clock, new_id

GROUP = 500
COLUMNS = (*OPENED_FIELDS, *CLOSED_FIELDS, "batch_id")


@dataclass(frozen=True, slots=True)
class EndedCall:
    """A call with its end."""

    row: CallRow
    end: CallEnd

    @property
    def accounts(self) -> tuple[Account, ...]:
        """The accounts that it is charged to."""
        row = self.row
        return accounts_of(
            organisation_id=row.organisation_id,
            person_id=row.person_id,
            app=row.app,
            model=row.model_name,
            is_program=row.api_key_id is not None,
        )

    def values(self, batch_id: str) -> tuple[object, ...]:
        """The values of :data:`COLUMNS`."""
        return (*msgspec.structs.astuple(self.row), *msgspec.structs.astuple(self.end), batch_id)


async def record_batch(
    connection: AsyncConnection,
    ended: Sequence[EndedCall],
    *,
    ledger: Ledger,
    clock: Clock,
    doubtful: bool,
) -> tuple[EndedCall, ...]:
    """Write the rows, what they cost, and one ledger event with their digest; returns those that were new.

    ``doubtful``: some may stand in the records already, because the outcome of an earlier attempt is unknown.
    """
    if doubtful:
        known = await calls.existing(connection, [call.row.id for call in ended])
        ended = [call for call in ended if call.row.id not in known]
    if not ended:
        return ()
    batch_id = new_id(clock)
    await calls.add_calls(connection, COLUMNS, [call.values(batch_id) for call in ended])
    await add_usage(connection, _usage(ended))
    await add_usage_of_day(connection, tally((call.row, call.end) for call in ended))
    await ledger.record(
        connection,
        GatewayEvent.BATCH_RECORDED,
        actor="system",
        organisation_id=None,
        object_id=batch_id,
        details={"calls": len(ended), "digest": digest_of_calls(ended)},
    )
    return tuple(ended)


def _usage(ended: Sequence[EndedCall]) -> dict[tuple[Account, Month], int]:
    """What each account is charged for the month in which each call began."""
    amounts: dict[tuple[Account, Month], int] = defaultdict(int)
    for call in ended:
        if call.end.price_micro_yen:
            month = Month.of(call.row.at)
            for account in call.accounts:
                amounts[account, month] += call.end.price_micro_yen
    return amounts


def digest_of_calls(ended: Sequence[EndedCall]) -> str:
    """One digest over every field of the metering rows, in the order of their ids."""
    proven = sorted(((call.row, call.end) for call in ended), key=_id_of)
    return hashlib.sha256(msgspec.json.encode(proven)).hexdigest()


def _id_of(call: tuple[CallRow, CallEnd]) -> str:
    return call[0].id
