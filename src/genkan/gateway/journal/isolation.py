"""Recording calls so that one which the records cannot hold keeps none of the others out."""

import logging
from collections.abc import Sequence
from dataclasses import replace

import msgspec

from genkan.gateway.journal.batch import EndedCall, record_batch
from genkan.gateway.journal.row import CallEnd
from genkan.gateway.store.calls import UNFIT
from genkan.governance import Ledger
from genkan.kit import Clock
from genkan.storage import Database

logger = logging.getLogger(__name__)


async def record_fit(
    database: Database, ended: Sequence[EndedCall], *, ledger: Ledger, clock: Clock, doubtful: bool
) -> tuple[EndedCall, ...]:
    """Record the calls as ``record_batch`` does, in halves where one does not fit; that one without its numbers."""
    try:
        async with database.write() as connection:
            return await record_batch(connection, ended, ledger=ledger, clock=clock, doubtful=doubtful)
    except UNFIT:
        logger.exception("Of %s calls, at least one does not fit into the records", len(ended))
    if len(ended) == 1:
        return await _without_numbers(database, ended[0], ledger=ledger, clock=clock)
    middle = len(ended) // 2
    first = await record_fit(database, ended[:middle], ledger=ledger, clock=clock, doubtful=True)
    return first + await record_fit(database, ended[middle:], ledger=ledger, clock=clock, doubtful=True)


async def _without_numbers(
    database: Database, call: EndedCall, *, ledger: Ledger, clock: Clock
) -> tuple[EndedCall, ...]:
    """Record that the call was and how it ended; where even that fails, the log is told all of it."""
    bare = replace(call, end=_bare(call))
    logger.error("Call %s is recorded without its numbers: %s", call.row.id, call.end)
    try:
        async with database.write() as connection:
            return await record_batch(connection, [bare], ledger=ledger, clock=clock, doubtful=True)
    except UNFIT:
        logger.exception("Call %s cannot be recorded: %s", call.row.id, call.row)
        return ()


def _bare(call: EndedCall) -> CallEnd:
    return msgspec.structs.replace(
        call.end,
        input_characters=0,
        output_characters=0,
        input_tokens=0,
        output_tokens=0,
        price_micro_yen=0,
    )
