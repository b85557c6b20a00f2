"""A mark that is saved while its marker hands in: whichever is first, what was handed in is what stands."""

import asyncio
import json
from collections.abc import Awaitable
from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.evaluation.marking.errors import TaskStateUnfit
from genkan.evaluation.marking.marking import sit_down, task_of_marker
from genkan.governance import Role, Viewer, permissions_of
from tests.evaluation.marking.conftest import Room

BRIEFLY = 0.2


async def marked(room: Room) -> Viewer:
    """The first marker, who has marked everything and handed nothing in."""
    await room.prepare()
    browser, place = room.markers[0], 1
    while (await browser.client.get(room.desk(place))).status_code == 200:
        fields = {"version": "1", "points": ["1", "1"], "note": "", "go": "stay"}
        await browser.post(room.desk(place), fields)
        place += 1
    roles = frozenset({Role.MARKER})
    return Viewer(browser.person, room.workspace.ministry, "", permissions_of(roles))


async def save(room: Room, viewer: Viewer, connection: AsyncConnection) -> None:
    """Give the first answer other points."""
    desk = await sit_down(connection, viewer, room.task_id, 1)
    marking = room.workspace.parts.marking.marking
    await marking.save(connection, viewer, desk, points=(0, 2), note="", seen=desk.slot.version)


async def finish(room: Room, viewer: Viewer, connection: AsyncConnection) -> None:
    """Hand everything in."""
    task = await task_of_marker(connection, viewer, room.task_id)
    await room.workspace.parts.marking.marking.finish(connection, viewer, task)


async def both(room: Room, viewer: Viewer, first: Any, second: Any) -> None:
    """The second begins while the first is done and not yet committed."""

    async def do(deed: Any) -> None:
        async with room.workspace.parts.database.write() as connection:
            await deed(room, viewer, connection)

    async with room.workspace.parts.database.write() as connection:
        await first(room, viewer, connection)
        later: Awaitable[None] = asyncio.create_task(do(second))
        await asyncio.sleep(BRIEFLY)
    await later


async def stands(room: Room, viewer: Viewer) -> tuple[list[int], bool]:
    """The points of the first answer, and whether the marks are handed in."""
    slots = await room.workspace.rows("marking_slot")
    own = next(each for each in slots if (each["person_id"], each["position"]) == (viewer.person.id, 1))
    rows = await room.workspace.rows("marking_marker")
    finished = next(each["finished_at"] for each in rows if each["person_id"] == viewer.person.id)
    return json.loads(own["points"]), finished is not None


async def test_a_mark_after_handing_in_is_refused(room: Room) -> None:
    viewer = await marked(room)
    with pytest.raises(TaskStateUnfit):
        await both(room, viewer, finish, save)
    assert await stands(room, viewer) == ([1, 1], True)


async def test_a_mark_before_handing_in_is_handed_in(room: Room) -> None:
    viewer = await marked(room)
    await both(room, viewer, save, finish)
    assert await stands(room, viewer) == ([0, 2], True)
