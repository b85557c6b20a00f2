"""Table and SQL of the verifications that people asked for on the page."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Column, Integer, String, Table, select
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.governance.ledger.faults import Fault, Finding
from genkan.governance.ledger.result import Verification
from genkan.governance.ledger.store.rows import AnyRow
from genkan.storage import Moment, metadata

ledger_verification = Table(
    "ledger_verification",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("actor", String(36), nullable=False),
    Column("state", String(10), nullable=False),
    Column("asked_at", Moment, nullable=False),
    Column("ended_at", Moment),
    Column("done", Integer, nullable=False),
    Column("total", Integer, nullable=False),
    Column("events", Integer),
    Column("links", Integer),
    Column("anchors", Integer),
    Column("adopted", Integer),
    Column("waiting", Integer),
    Column("fault", String(40)),
    Column("bad_table", String(100)),
    Column("bad_row", String(100)),
)


class RunState(StrEnum):
    """Where a verification stands."""

    WAITING = "waiting"
    RUNNING = "running"
    ENDED = "ended"
    LOST = "lost"


@dataclass(frozen=True)
class Run:
    """A verification that someone asked for; ``result`` once it has ended."""

    id: str
    actor: str
    state: RunState
    asked_at: datetime
    ended_at: datetime | None
    done: int
    total: int
    result: Verification | None

    @property
    def is_open(self) -> bool:
        """Whether there is more to come."""
        return self.state in (RunState.WAITING, RunState.RUNNING)


async def add_run(connection: AsyncConnection, run_id: str, *, actor: str, now: datetime) -> None:
    """Note that someone asked for a verification."""
    values = {"id": run_id, "actor": actor, "state": RunState.WAITING.value, "asked_at": now}
    await connection.execute(ledger_verification.insert(), {**values, "done": 0, "total": 0})


async def set_progress(connection: AsyncConnection, run_id: str, *, done: int, total: int) -> None:
    """How far the verification is, in links."""
    values = {"state": RunState.RUNNING.value, "done": done, "total": total}
    await connection.execute(
        ledger_verification.update().where(ledger_verification.c.id == run_id).values(values)
    )


async def end_run(
    connection: AsyncConnection, run_id: str, *, result: Verification | None, now: datetime
) -> None:
    """The verification came to this result; None where its process ended before."""
    state = RunState.ENDED if result else RunState.LOST
    values = {"state": state.value, "ended_at": now, **(_result_columns(result) if result else {})}
    await connection.execute(
        ledger_verification.update().where(ledger_verification.c.id == run_id).values(values)
    )


async def newest_run(connection: AsyncConnection) -> Run | None:
    """The verification that was asked for last."""
    query = select(ledger_verification).order_by(ledger_verification.c.id.desc()).limit(1)
    row = (await connection.execute(query)).first()
    return _run(row) if row else None


async def find_run(connection: AsyncConnection, run_id: str) -> Run | None:
    """The verification with this id."""
    row = (
        await connection.execute(select(ledger_verification).where(ledger_verification.c.id == run_id))
    ).first()
    return _run(row) if row else None


def _result_columns(result: Verification) -> dict[str, object]:
    finding = result.finding
    return {
        "done": result.links,
        "total": result.links,
        "events": result.events,
        "links": result.links,
        "anchors": result.anchors,
        "adopted": result.adopted,
        "waiting": result.waiting,
        "fault": finding.fault.value if finding else None,
        "bad_table": finding.table if finding else None,
        "bad_row": finding.row if finding else None,
    }


def _run(row: AnyRow) -> Run:
    return Run(
        id=row.id,
        actor=row.actor,
        state=RunState(row.state),
        asked_at=row.asked_at,
        ended_at=row.ended_at,
        done=row.done,
        total=row.total,
        result=_result(row) if row.state == RunState.ENDED else None,
    )


def _result(row: AnyRow) -> Verification:
    finding = Finding(Fault(row.fault), row.bad_table, row.bad_row) if row.fault else None
    return Verification(row.events, row.links, row.anchors, row.adopted, row.waiting, finding)
