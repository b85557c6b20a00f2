"""Two deeds at the same moment, in transactions that really meet: on PostgreSQL side by side, on SQLite one after the other."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.governance import Role, Viewer, permissions_of
from genkan.selection.call.errors import AmendmentTooLate
from genkan.selection.call.seeing import see_call
from genkan.selection.decision.decision import DecisionDraft, Line, Outcome
from genkan.selection.decision.errors import SignatureOvertaken
from genkan.selection.review.errors import ReviewClosed
from tests.selection.conftest import Office
from tests.selection.reviewing import appoint, assign_at_the_same_moment, findings_of
from tests.workspace.conftest import Browser

LIMIT = 60.0
Deed = Callable[[AsyncConnection], Awaitable[object]]


def _viewer(office: Office, browser: Browser) -> Viewer:
    person = browser.person
    return Viewer(person, office.workspace.ministry, "session", permissions_of(person.roles))


async def _at_once(office: Office, *deeds: Deed) -> list[BaseException | object]:
    """Every deed in a transaction of its own, all begun together."""

    async def do(deed: Deed) -> object:
        async with office.workspace.parts.database.write() as connection:
            return await deed(connection)

    async with asyncio.timeout(LIMIT):
        return list(await asyncio.gather(*map(do, deeds), return_exceptions=True))


async def _applied(office: Office) -> tuple[str, str]:
    """A call after its deadline, and its application."""
    call = await office.publish()
    kirin = await office.vendor("キリン架空社", "kirin@example.jp")
    path = await office.apply(kirin, call)
    office.workspace.clock.advance(days=40)
    office.takuya = await office.workspace.sign_in(office.takuya.person)
    return call, path.rsplit("/", 1)[1]


async def test_of_two_signatures_at_once_one_is_told_to_look_again(office: Office) -> None:
    call, application = await _applied(office)
    deciding, database = office.workspace.parts.selection.deciding, office.workspace.parts.database
    takuya = _viewer(office, office.takuya)
    keiko = _viewer(office, await office.workspace.browser("統括恵子", Role.CAIO))
    lines = {application: Line(Outcome.NOT_REVIEWED, "審査の前に辞退した。")}
    async with database.write() as connection:
        await deciding.keep(connection, takuya, call, DecisionDraft(call, lines=lines), seen=0)
        decision = await deciding.propose(connection, takuya, call)

    def signs(viewer: Viewer) -> Deed:
        return lambda connection: deciding.sign(connection, viewer, call, seen=decision.digest, signed=0)

    told = await _at_once(office, signs(takuya), signs(keiko))
    assert sorted(map(repr, map(type, told))) == sorted(map(repr, (bool, SignatureOvertaken)))
    rows = await office.workspace.rows("selection_signature")
    assert [row["position"] for row in rows] == [1]
    (state,) = [row["state"] for row in await office.workspace.rows("selection_call")]
    assert state == "published", "one signature decides nothing"
    late = takuya if rows[0]["person_id"] == keiko.person.id else keiko
    async with database.write() as connection:
        assert await deciding.sign(connection, late, call, seen=decision.digest, signed=1)


async def test_of_three_reviews_at_once_two_stand(office: Office) -> None:
    _, application = await _applied(office)
    reviewing = office.workspace.parts.selection.reviewing
    people = await appoint(office, application, "審査直美", "審査明")
    people.append(await office.workspace.browser("審査三郎", Role.REVIEWER))
    await assign_at_the_same_moment(office, application, people[-1])
    for person in people:
        await person.post(f"/reviews/{application}/declare", {"conflict": "none"})
        findings = await findings_of(office, application)
        await person.post(f"/reviews/{application}", {**findings, "step": "keep"})

    def hands_in(browser: Browser) -> Deed:
        return lambda connection: reviewing.hand_in(connection, _viewer(office, browser), application)

    told = await _at_once(office, *map(hands_in, people))
    assert [type(each) for each in told if each is not None] == [ReviewClosed]
    rows = await office.workspace.rows("selection_assignment")
    assert sum(row["handed_in_at"] is not None for row in rows) == 2
    assert len(await office.workspace.events("selection:review:handed_in")) == 2


async def test_an_amendment_that_waits_over_the_deadline_is_refused(office: Office) -> None:
    """Somebody holds the call while the deadline passes: what counts is the moment at which it is amended."""
    call_id = await office.publish()
    parts, takuya = office.workspace.parts, _viewer(office, office.takuya)
    async with parts.database.read() as connection:
        call = await see_call(connection, takuya, call_id)
    held, passed = asyncio.Event(), asyncio.Event()

    async def hold() -> None:
        async with parts.database.write() as connection:
            await see_call(connection, takuya, call_id, lock=True)
            held.set()
            await passed.wait()

    async def amend() -> Any:
        await held.wait()
        async with parts.database.write() as connection:
            content = replace(call.content, purpose="改めた目的")
            return await parts.selection.calls.amend(
                connection, takuya, call_id, content, reason="訂正", seen=call.version
            )

    tasks = [asyncio.create_task(hold()), asyncio.create_task(amend())]
    async with asyncio.timeout(LIMIT):
        await held.wait()
        await asyncio.sleep(0.2)
        assert not tasks[1].done(), "the amendment waits for the call"
        office.workspace.clock.advance(days=40)
        passed.set()
        told = await asyncio.gather(*tasks, return_exceptions=True)
    assert isinstance(told[1], AmendmentTooLate)
    assert len(await office.workspace.rows("selection_edition")) == 1
