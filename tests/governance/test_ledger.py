"""Recording, chaining, anchoring and adopting, on both databases."""

import asyncio
from pathlib import Path

import pytest
from sqlalchemy import text

from genkan.governance import Ledger, Verification, verify
from genkan.governance.ledger import sealer
from genkan.governance.ledger.store import proof
from genkan.kit import Clock
from genkan.storage import Database


async def record(ledger: Ledger, database: Database, *, times: int = 1) -> list[str]:
    async with database.write() as connection:
        return [
            await ledger.record(
                connection,
                "test:thing:made",
                actor="system",
                organisation_id=None,
                object_id=f"thing-{number}",
                details={"number": number},
            )
            for number in range(times)
        ]


async def check(database: Database, anchor_file: Path, clock: Clock) -> Verification:
    async with database.read() as connection:
        return await verify(connection, anchor_file, clock=clock)


async def test_events_of_one_transaction_are_linked_in_order(ledger, database, anchor_file, clock):
    recorded = await record(ledger, database, times=3)
    await ledger.seal()
    async with database.read() as connection:
        rows = await connection.execute(text("SELECT event_id FROM ledger_link ORDER BY position"))
        assert list(rows.scalars()) == recorded
    result = await check(database, anchor_file, clock)
    assert result.ok
    assert (result.events, result.links, result.waiting, result.adopted) == (3, 3, 0, 0)


async def test_a_transaction_that_is_rolled_back_leaves_no_link(ledger, database, anchor_file, clock):
    with pytest.raises(RuntimeError):
        async with database.write() as connection:
            await ledger.record(
                connection, "test:thing:made", actor="system", organisation_id=None, object_id="gone"
            )
            raise RuntimeError
    await record(ledger, database)
    await ledger.seal()
    result = await check(database, anchor_file, clock)
    assert result.ok
    assert (result.events, result.links) == (1, 1)


async def test_an_event_must_be_named_subject_object_action(ledger, database):
    async with database.write() as connection:
        with pytest.raises(ValueError, match="subject:object:action"):
            await ledger.record(connection, "made", actor="system", organisation_id=None, object_id="x")


async def test_a_clock_that_goes_backwards_does_not_matter(ledger, database, anchor_file, clock):
    await record(ledger, database)
    clock.advance(hours=-3)
    await record(ledger, database)
    await ledger.seal()
    await ledger.anchor()
    clock.advance(hours=-3)
    await record(ledger, database)
    await ledger.seal()
    await ledger.anchor()
    result = await check(database, anchor_file, clock)
    assert result.ok
    assert result.anchors == 2


async def test_events_that_a_dead_process_left_are_adopted_at_start(database, anchor_file, clock):
    await record(Ledger(database, clock, anchor_file), database, times=2)
    clock.advance(minutes=5)
    before = await check(database, anchor_file, clock)
    assert not before.ok
    assert before.finding.fault == "event_unlinked"
    heir = Ledger(database, clock, anchor_file)
    assert await heir.adopt() == 2
    after = await check(database, anchor_file, clock)
    assert after.ok
    assert (after.links, after.adopted) == (2, 2)


async def test_stopping_chains_and_anchors_what_is_left(ledger, database, anchor_file, clock):
    await ledger.start()
    await record(ledger, database, times=5)
    await ledger.stop()
    result = await check(database, anchor_file, clock)
    assert result.ok
    assert (result.links, result.anchors) == (5, 1)
    assert len(anchor_file.read_text().splitlines()) == 1


async def test_two_ledgers_that_adopt_the_same_events_link_each_once(
    database, anchor_file, clock, monkeypatch
):
    monkeypatch.setattr(sealer, "GROUP", 20)
    await record(Ledger(database, clock, anchor_file), database, times=70)
    heirs = [Ledger(database, clock, anchor_file) for _ in range(2)]
    await asyncio.gather(*(heir.adopt() for heir in heirs), record(heirs[0], database, times=10))
    for heir in heirs:
        await heir.seal()
    result = await check(database, anchor_file, clock)
    assert result.ok
    assert (result.events, result.links) == (80, 80)


async def test_a_process_anchors_nothing_that_another_one_anchored(database, anchor_file, clock):
    """Fifteen commands one after the other, the first of which records something."""
    for number in range(15):
        ledger = Ledger(database, clock, anchor_file)
        await ledger.start()
        await record(ledger, database, times=0 if number else 3)
        await ledger.stop()
    result = await check(database, anchor_file, clock)
    assert result.ok
    assert (result.links, result.anchors) == (3, 1)
    assert len(anchor_file.read_text().splitlines()) == 1


async def test_two_living_processes_anchor_what_moved_once(database, anchor_file, clock):
    one, other = (Ledger(database, clock, anchor_file) for _ in range(2))
    for number in range(3):
        await record(one, database, times=number + 1)
        await one.seal()
        for ledger in (one, other, one):
            await ledger.anchor()
    result = await check(database, anchor_file, clock)
    assert result.ok
    assert (result.links, result.anchors) == (6, 3)


async def test_the_end_of_a_chain_is_anchored_soon_after_it_grew(database, anchor_file, clock, monkeypatch):
    monkeypatch.setattr(sealer, "ANCHOR_SECONDS", 0.05)
    ledger = Ledger(database, clock, anchor_file)
    await ledger.start()
    try:
        await asyncio.sleep(0.2)
        async with database.write() as connection:
            await ledger.record(
                connection, "test:event:added", actor="system", organisation_id=None, object_id="x"
            )
        async with asyncio.timeout(10):
            while not anchor_file.exists():
                await asyncio.sleep(0.02)
    finally:
        await ledger.stop()


async def test_a_young_event_without_a_link_is_waiting_not_bad(ledger, database, anchor_file, clock):
    await record(ledger, database)
    result = await check(database, anchor_file, clock)
    assert result.ok
    assert result.waiting == 1


async def test_progress_is_told_in_links(ledger, database, clock, monkeypatch):
    monkeypatch.setattr(proof, "CHUNK", 50)
    await record(ledger, database, times=120)
    await ledger.seal()
    told: list[tuple[int, int]] = []
    async with database.read() as connection:
        await verify(connection, None, clock=clock, progress=lambda done, total: told.append((done, total)))
    assert told == [(50, 120), (100, 120), (120, 120)]


async def test_the_sealer_keeps_its_queue_while_the_database_is_gone(
    ledger, database, anchor_file, clock, monkeypatch, caplog
):
    await ledger.start()
    broken = True
    real_write = database.write

    def write():
        if broken:
            raise OSError("the database is gone")
        return real_write()

    async with database.write() as connection:
        await ledger.record(
            connection, "test:thing:made", actor="system", organisation_id=None, object_id="kept"
        )
        monkeypatch.setattr(database, "write", write)
    with pytest.raises(OSError, match="gone"):
        await ledger.seal()
    await ledger.stop()
    assert "1 events wait for their link" in caplog.text
    broken = False
    await ledger.seal()
    assert (await check(database, anchor_file, clock)).links == 1
