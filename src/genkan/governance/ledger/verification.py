"""Proving that nothing that was linked was altered, deleted or re-ordered, and nothing before the last anchor cut off.

An event that someone with access to the database inserts looks like one that a dead process left: a running server
adopts it. No rule can tell the two apart, so adopted events are no finding; they are counted, listed, and to be
explained by people. Whoever also rewrites links, anchors and the anchor file is found out only by a copy of that
file in other hands.
"""

import asyncio
from collections.abc import Callable
from contextlib import aclosing
from datetime import timedelta
from pathlib import Path

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.governance.ledger.anchor_check import check_anchors, check_file
from genkan.governance.ledger.anchor_file import size_of
from genkan.governance.ledger.chain_check import ChainWalk
from genkan.governance.ledger.faults import Fault, Finding
from genkan.governance.ledger.result import Verification
from genkan.governance.ledger.store import proof
from genkan.kit import Clock

GRACE = timedelta(seconds=180)
Progress = Callable[[int, int], None]


def no_progress(_done: int, _total: int) -> None:
    """For callers that show none."""


async def verify(
    connection: AsyncConnection, anchor_file: Path | None, *, clock: Clock, progress: Progress = no_progress
) -> Verification:
    """Check the whole ledger in a read transaction that has read nothing yet, in constant memory.

    ``progress`` is told how many links of how many have been followed.
    """
    file_size = size_of(anchor_file) if anchor_file else 0
    counts = await proof.count(connection)
    now = clock()
    unlinked = await proof.unlinked(connection, young_since=now - GRACE, young_until=now + GRACE)
    settled = await proof.settled_anchor(connection, young_since=now - GRACE, young_until=now + GRACE)
    finding = await _check_chains(connection, total=counts.links, progress=progress)
    finding = finding or await check_anchors(connection)
    if anchor_file:
        finding = finding or await check_file(connection, anchor_file, size=file_size, settled=settled)
    if unlinked.overdue:
        finding = finding or Finding(Fault.EVENT_UNLINKED, "ledger_event", unlinked.overdue)
    return Verification(**counts._asdict(), waiting=unlinked.number, finding=finding)


async def _check_chains(connection: AsyncConnection, *, total: int, progress: Progress) -> Finding | None:
    walk, done = ChainWalk(), 0
    async with aclosing(proof.linked_events(connection)) as chunks:
        async for chunk in chunks:
            if finding := walk.follow(chunk):
                return finding
            done += len(chunk)
            progress(done, total)
            await asyncio.sleep(0)
    return None
