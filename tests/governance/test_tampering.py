"""Every kind of tampering is found and named, on both databases; the triggers are dropped by hand first."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from genkan.governance import Fault, Ledger, list_adopted, verify
from genkan.governance.ledger.chain import link_hash
from genkan.storage import Database

INSERTED = (
    "INSERT INTO ledger_event (id, at, writer_id, kind, actor, organisation_id, object_id, details, digest) "
    "SELECT '00000000-0000-7000-8000-000000000000', at, writer_id, kind, actor, organisation_id, object_id, "
    "details, digest FROM ledger_event LIMIT 1"
)
EVENT_AT = "(SELECT event_id FROM ledger_link WHERE position = {})"

CASES: list[tuple[str, Sequence[str], Fault, str]] = [
    # an event says something else
    (
        "altered event",
        ["UPDATE ledger_event SET details = '{}' WHERE id = " + EVENT_AT.format(4)],
        Fault.EVENT_ALTERED,
        "ledger_event",
    ),
    # an event moved in time
    (
        "altered moment",
        ["UPDATE ledger_event SET at = '2020-01-01 00:00:00.000000' WHERE id = " + EVENT_AT.format(4)],
        Fault.EVENT_ALTERED,
        "ledger_event",
    ),
    # an event is gone, its link is not
    (
        "deleted event",
        ["DELETE FROM ledger_event WHERE id = " + EVENT_AT.format(4)],
        Fault.EVENT_MISSING,
        "ledger_event",
    ),
    # an event that never happened
    (
        "inserted event",
        [INSERTED],
        Fault.EVENT_UNLINKED,
        "ledger_event 00000000-0000-7000-8000-000000000000",
    ),
    # an event and its link are gone
    (
        "deleted event with its link",
        [
            "DELETE FROM ledger_event WHERE id = " + EVENT_AT.format(4),
            "DELETE FROM ledger_link WHERE position = 4",
        ],
        Fault.LINK_MISSING,
        "/4",
    ),
    # the first events and links are gone
    ("cut beginning", ["DELETE FROM ledger_link WHERE position < 3"], Fault.LINK_MISSING, "/1"),
    # a link says that it belongs to another event
    (
        "altered link",
        ["UPDATE ledger_link SET event_digest = previous_hash WHERE position = 4"],
        Fault.LINK_ALTERED,
        "/4",
    ),
    # a link hides that it was adopted
    (
        "altered mark",
        ["UPDATE ledger_link SET adopted = NOT adopted WHERE position = 4"],
        Fault.LINK_ALTERED,
        "/4",
    ),
    # two links changed places
    (
        "re-ordered",
        [
            "UPDATE ledger_link SET position = 99 WHERE position = 4",
            "UPDATE ledger_link SET position = 4 WHERE position = 5",
            "UPDATE ledger_link SET position = 5 WHERE position = 99",
        ],
        Fault.LINK_MOVED,
        "/4",
    ),
    # the newest links and events are gone
    (
        "cut tail",
        [
            "DELETE FROM ledger_event WHERE id IN (SELECT event_id FROM ledger_link WHERE position > 8)",
            "DELETE FROM ledger_link WHERE position > 8",
        ],
        Fault.TAIL_CUT,
        "/10",
    ),
    # the newest links, events and anchors are gone: only the file outside knows
    (
        "cut tail with anchors",
        [
            "DELETE FROM ledger_event WHERE id IN (SELECT event_id FROM ledger_link WHERE position > 5)",
            "DELETE FROM ledger_link WHERE position > 5",
            "DELETE FROM ledger_anchor WHERE position > 1",
        ],
        Fault.ANCHOR_MISSING,
        "ledger_anchor 2",
    ),
    # everything is gone
    (
        "emptied",
        ["DELETE FROM ledger_event", "DELETE FROM ledger_link", "DELETE FROM ledger_anchor"],
        Fault.ANCHOR_MISSING,
        "ledger_anchor 1",
    ),
    # an anchor says something else
    (
        "altered anchor",
        ["UPDATE ledger_anchor SET heads = '{}' WHERE position = 1"],
        Fault.ANCHOR_ALTERED,
        "1",
    ),
    # an anchor is gone
    ("deleted anchor", ["DELETE FROM ledger_anchor WHERE position = 1"], Fault.ANCHOR_MISSING, "1"),
]


@pytest.fixture
async def written(ledger: Ledger, database: Database, clock) -> None:
    """Ten events in two groups, each anchored, old enough to have been linked; the guards are off."""
    for _ in range(2):
        async with database.write() as connection:
            for number in range(5):
                await ledger.record(
                    connection,
                    "test:thing:made",
                    actor="system",
                    organisation_id=None,
                    object_id=f"thing-{number}",
                    details={"number": number},
                )
        await ledger.seal()
        await ledger.anchor()
    clock.advance(minutes=10)


async def execute(database: Database, statements: Sequence[str]) -> None:
    async with database.write() as connection:
        for statement in statements:
            await connection.execute(text(statement))


async def drop_guards(database: Database) -> None:
    tables = ("ledger_event", "ledger_link", "ledger_anchor")
    if database.is_sqlite:
        names = [f"append_only_{table}_{deed}" for table in tables for deed in ("update", "delete")]
        await execute(database, [f"DROP TRIGGER {name}" for name in names])
    else:
        deeds = ("change", "truncate")
        drops = [f"DROP TRIGGER append_only_{table}_{deed} ON {table}" for table in tables for deed in deeds]
        await execute(database, drops)


@pytest.mark.usefixtures("written")
@pytest.mark.parametrize(
    ("statements", "fault", "row"), [pytest.param(*case[1:], id=case[0]) for case in CASES]
)
async def test_tampering_is_named(database, anchor_file, clock, statements, fault, row):
    await drop_guards(database)
    await execute(database, statements)
    async with database.read() as connection:
        result = await verify(connection, anchor_file, clock=clock)
    assert not result.ok
    assert result.finding.fault == fault
    assert row in result.first_bad
    assert result.reason == fault.label


@pytest.mark.usefixtures("written")
async def test_a_chain_that_was_made_anew_contradicts_the_anchors(database, anchor_file, clock):
    await drop_guards(database)
    async with database.write() as connection:
        before = "0" * 64
        links = (
            (await connection.execute(text("SELECT * FROM ledger_link ORDER BY position"))).mappings().all()
        )
        for link in links:
            adopted = link["position"] > 2
            values = {
                "position": link["position"],
                "event_id": link["event_id"],
                "event_digest": link["event_digest"],
            }
            new = link_hash(link["writer_id"], **values, adopted=adopted, previous_hash=before)
            await connection.execute(
                text(
                    "UPDATE ledger_link SET adopted = :adopted, previous_hash = :before, hash = :new "
                    "WHERE position = :position"
                ),
                {"adopted": adopted, "before": before, "new": new, "position": link["position"]},
            )
            before = new
    async with database.read() as connection:
        result = await verify(connection, anchor_file, clock=clock)
    assert result.finding.fault == Fault.CHAIN_REWRITTEN
    assert result.first_bad.endswith("/5")


@pytest.mark.usefixtures("written")
async def test_an_altered_line_of_the_anchor_file_is_named(database, anchor_file: Path, clock):
    lines = anchor_file.read_text().splitlines()
    changed = json.dumps({**json.loads(lines[1]), "heads": "{}"})
    anchor_file.write_text(f"{lines[0]}\n{changed}\n")
    async with database.read() as connection:
        result = await verify(connection, anchor_file, clock=clock)
    assert result.finding.fault == Fault.ANCHOR_FILE_ALTERED
    assert result.first_bad == "anchors.jsonl 2"


@pytest.mark.usefixtures("written")
# which of four lines stay, and the first anchor that is missed; the line of the newest may have been lost
@pytest.mark.parametrize(("kept", "row"), [([], 1), ([0], 2), ([0, 1], 3), ([1, 2, 3], 1), ([0, 1, 2], None)])
async def test_a_shortened_anchor_file_is_named(ledger, database, anchor_file: Path, clock, kept, row):
    for _ in range(2):
        await record_one(ledger, database)
        await ledger.anchor()
    clock.advance(minutes=10)
    lines = anchor_file.read_text().splitlines(keepends=True)
    anchor_file.write_text("".join(lines[number] for number in kept))
    async with database.read() as connection:
        result = await verify(connection, anchor_file, clock=clock)
    assert result.ok == (row is None)
    if row:
        assert result.finding.fault == Fault.ANCHOR_NOT_IN_FILE
        assert result.first_bad == f"ledger_anchor {row}"


@pytest.mark.usefixtures("written")
async def test_a_deleted_anchor_file_is_named(ledger, database, anchor_file: Path, clock):
    anchor_file.unlink()
    await record_one(ledger, database)
    await ledger.anchor()
    clock.advance(minutes=10)
    async with database.read() as connection:
        result = await verify(connection, anchor_file, clock=clock)
    assert result.finding.fault == Fault.ANCHOR_NOT_IN_FILE
    assert result.first_bad == "ledger_anchor 1"


@pytest.mark.usefixtures("written")
async def test_the_next_process_writes_the_line_that_a_dead_one_did_not(database, anchor_file: Path, clock):
    whole = anchor_file.read_text()
    anchor_file.write_text(whole.splitlines(keepends=True)[0])
    heir = Ledger(database, clock, anchor_file)
    await record_one(heir, database)
    await heir.anchor()
    clock.advance(minutes=10)
    assert anchor_file.read_text().startswith(whole)
    async with database.read() as connection:
        assert (await verify(connection, anchor_file, clock=clock)).ok


async def test_a_new_installation_needs_no_anchor_file(database, anchor_file: Path, clock):
    async with database.read() as connection:
        assert (await verify(connection, anchor_file, clock=clock)).ok


@pytest.mark.usefixtures("written")
async def test_a_forged_event_is_adopted_and_listed_to_be_explained(database, anchor_file, clock):
    forged = Ledger(database, clock, None)
    event_id = await record_one(forged, database, seal=False)
    heir = Ledger(database, clock, anchor_file)
    await heir.adopt()
    async with database.read() as connection:
        result = await verify(connection, anchor_file, clock=clock)
        assert (result.ok, result.adopted) == (True, 1)
        assert [event.id for event in await list_adopted(connection, limit=20)] == [event_id]


async def record_one(ledger: Ledger, database: Database, *, seal: bool = True) -> str:
    async with database.write() as connection:
        event_id = await ledger.record(
            connection, "test:thing:made", actor="system", organisation_id=None, object_id="thing"
        )
    if seal:
        await ledger.seal()
    return event_id


@pytest.mark.usefixtures("written")
@pytest.mark.parametrize("table", ["ledger_event", "ledger_link", "ledger_anchor"])
@pytest.mark.parametrize("deed", ["UPDATE {} SET writer_id = 'x'", "DELETE FROM {}"])
async def test_the_database_itself_refuses_changes(database, table, deed):
    with pytest.raises(DBAPIError, match="append-only"):
        await execute(database, [deed.format(table)])
