"""What a run starts from: its files as they came and as text, what came before, and whether a model may be asked."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.apps.files.reading import Reading
from genkan.apps.form.values import GivenFile
from genkan.apps.program import ReadFile, Turn
from genkan.apps.run import FileSide, Run, RunState
from genkan.apps.store import files, runs, turns
from genkan.kit import Clock
from genkan.storage import Database

_JAPAN = ZoneInfo("Asia/Tokyo")


@dataclass(frozen=True, kw_only=True)
class Material:
    """Read once for a run; ``files`` are ``given`` as text, ``turns`` the runs before it, oldest first."""

    today: date
    given: Mapping[str, tuple[GivenFile, ...]]
    files: Mapping[str, tuple[ReadFile, ...]]
    turns: tuple[Turn, ...]


async def read_material(
    database: Database, run: Run, *, reading: Reading, clock: Clock, passes_on: bool, was_sent: bool
) -> Material:
    """The material of a run; its files are read outside of any transaction.

    ``passes_on``: another side is to read the files, so that none has to be readable here. ``was_sent``: it has them
    already and is only asked how far it is, so that nothing is read. Raises what ``reading`` raises.
    """
    if was_sent:
        return Material(today=_day_in_japan(clock()), given={}, files={}, turns=())
    async with database.read() as connection:
        given = await _given(connection, run)
        before = await _turns(connection, run)
    read_all = reading.look_through if passes_on else reading.read
    read = {key: await read_all(each) for key, each in given.items()}
    return Material(today=_day_in_japan(clock()), given=given, files=read, turns=before)


async def _given(connection: AsyncConnection, run: Run) -> dict[str, tuple[GivenFile, ...]]:
    found: dict[str, tuple[GivenFile, ...]] = {}
    for file in await files.files_of(connection, run.asked_id, FileSide.GIVEN):
        content = await files.content_of(connection, run.asked_id, file.id) or b""
        found[file.key] = (*found.get(file.key, ()), GivenFile(file.name, content))
    return found


async def _turns(connection: AsyncConnection, run: Run) -> tuple[Turn, ...]:
    """What a host sent as having come before; else the runs of the conversation that are no more confidential."""
    sent = await turns.turns_of(connection, run.asked_id)
    if sent:
        return sent
    earlier = await runs.runs_of_session(connection, run.session_id)
    return tuple(
        Turn(each.values, each.text, said_at=each.created_at)
        for each in earlier
        if each.state is RunState.COMPLETED
        and each.created_at < run.created_at
        and each.app_id == run.app_id
        and each.information_class <= run.information_class
    )


def _day_in_japan(moment: datetime) -> date:
    return moment.astimezone(_JAPAN).date()
