"""Passwords cannot be guessed: not slowly, not at once, not through several processes."""

import asyncio

import pytest
from sqlalchemy import func, select

from genkan.governance import Organisation
from genkan.governance.sign_in import attempt
from genkan.governance.sign_in.passwords import Passwords
from genkan.governance.store.tables import sign_in_failure
from genkan.storage import Database
from tests.governance.pages.conftest import PASSWORD, GovernanceRoom, make_application, sign_in

WRONG = "wrong password here"
LOCKED = "サインインの失敗が続いたため"


async def fail(room: GovernanceRoom, name: str, *, times: int, address: str = "192.0.2.1") -> list[int]:
    """The statuses of so many wrong passwords in a row."""
    browser = await room.browser(address=address)
    return [(await sign_in(browser, name, WRONG)).status_code for _ in range(times)]


async def test_five_failures_lock_the_name_for_a_quarter_of_an_hour(
    room: GovernanceRoom, ministry: Organisation
) -> None:
    await room.person(ministry, "hanako.rei")
    assert await fail(room, "hanako.rei", times=5) == [401] * 5
    browser = await room.browser()
    answer = await sign_in(browser, "hanako.rei")
    assert answer.status_code == 429
    assert LOCKED in answer.text
    assert "約15分後" in answer.text
    assert 'value="hanako.rei"' in answer.text
    assert answer.headers["retry-after"] == "900"
    room.clock.advance(minutes=14, seconds=30)
    assert "約1分後" in (await sign_in(browser, "hanako.rei")).text
    room.clock.advance(seconds=30)
    assert (await sign_in(browser, "hanako.rei")).status_code == 303


async def test_a_name_that_is_nobodys_is_locked_alike(room: GovernanceRoom) -> None:
    assert await fail(room, "nobody.rei", times=6) == [401] * 5 + [429]


async def test_trying_during_the_lock_does_not_prolong_it_and_fills_no_ledger(
    room: GovernanceRoom, ministry: Organisation
) -> None:
    await room.person(ministry, "hanako.rei")
    await fail(room, "hanako.rei", times=5)
    room.clock.advance(minutes=10)
    assert await fail(room, "hanako.rei", times=10, address="192.0.2.9") == [429] * 10
    room.clock.advance(minutes=5)
    assert (await sign_in(await room.browser(), "hanako.rei")).status_code == 303
    kinds = await room.kinds()
    assert (kinds.count("person:password:rejected"), kinds.count("person:account:locked")) == (5, 1)


async def test_failures_far_apart_lock_nobody(room: GovernanceRoom, ministry: Organisation) -> None:
    await room.person(ministry, "hanako.rei")
    for _ in range(8):
        assert await fail(room, "hanako.rei", times=1) == [401]
        room.clock.advance(minutes=5)


async def test_the_right_password_wipes_the_failures_out(
    room: GovernanceRoom, ministry: Organisation
) -> None:
    await room.person(ministry, "hanako.rei")
    for _ in range(3):
        assert await fail(room, "hanako.rei", times=4) == [401] * 4
        assert (await sign_in(await room.browser(), "hanako.rei")).status_code == 303


async def test_the_count_is_one_for_all_processes(
    room: GovernanceRoom, ministry: Organisation, database_url: str
) -> None:
    await room.person(ministry, "hanako.rei")
    await fail(room, "hanako.rei", times=3)
    other = Database(database_url)
    room.application = make_application(other, ledger=room.ledger, clock=room.clock)
    assert await fail(room, "hanako.rei", times=3, address="192.0.2.2") == [401, 401, 429]
    await other.close()


class CountingPasswords(Passwords):
    """Counts how many passwords were looked at."""

    looked_at = 0

    async def matches(self, password: str, password_hash: str | None) -> bool:
        self.looked_at += 1
        await asyncio.sleep(0.05)
        return await super().matches(password, password_hash)


async def test_twenty_guesses_at_the_same_moment_are_no_more_than_five(
    room: GovernanceRoom, ministry: Organisation, database_url: str
) -> None:
    await room.person(ministry, "hanako.rei")
    other = Database(database_url)
    counting = CountingPasswords(passes=1, memory_kibibytes=8, lanes=1, at_once=20)
    applications = [room.application, make_application(other, ledger=room.ledger, clock=room.clock)]
    guesses = []
    for application in applications:
        application.state.parts = {**application.state.parts, Passwords: counting}
        room.application = application
        guesses += [sign_in(await room.browser(), "hanako.rei", f"guess number {n}") for n in range(10)]
    statuses = [answer.status_code for answer in await asyncio.gather(*guesses)]
    assert counting.looked_at <= 5
    assert set(statuses) <= {401, 429}
    await other.close()


async def test_a_ministry_behind_one_address_is_not_locked_by_twenty_failures(
    room: GovernanceRoom, ministry: Organisation
) -> None:
    await room.person(ministry, "hanako.rei")
    for number in range(20):
        assert await fail(room, f"name-{number}", times=1) == [401]
    assert (await sign_in(await room.browser(), "hanako.rei")).status_code == 303


async def test_an_address_that_tries_many_names_is_locked(
    room: GovernanceRoom, ministry: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(attempt, "FAILURES_OF_ADDRESS", 20)
    await room.person(ministry, "hanako.rei")
    for number in range(20):
        assert await fail(room, f"name-{number}", times=1) == [401]
    answer = await sign_in(await room.browser(), "hanako.rei")
    assert answer.status_code == 429
    assert "お使いのネットワーク" in answer.text
    assert (await sign_in(await room.browser(address="192.0.2.2"), "hanako.rei")).status_code == 303
    room.clock.advance(minutes=15)
    assert (await sign_in(await room.browser(), "hanako.rei")).status_code == 303


async def test_a_hall_full_of_people_behind_one_address_gets_in(
    room: GovernanceRoom, ministry: Organisation
) -> None:
    browsers = [
        (await room.browser(), (await room.person(ministry, f"person-{n}")).sign_in_name) for n in range(25)
    ]
    answers = await asyncio.gather(*(sign_in(browser, name) for browser, name in browsers))
    assert {answer.status_code for answer in answers} == {303}


async def test_what_no_longer_counts_is_forgotten(room: GovernanceRoom) -> None:
    await fail(room, "nobody.rei", times=3)
    room.clock.advance(minutes=31)
    await fail(room, "somebody.rei", times=1)
    async with room.database.read() as connection:
        assert (await connection.execute(select(func.count()).select_from(sign_in_failure))).scalar_one() == 1


async def test_a_full_line_turns_people_away_without_counting_it(
    room: GovernanceRoom, ministry: Organisation
) -> None:
    await room.person(ministry, "hanako.rei")
    full = Passwords(passes=1, memory_kibibytes=8, lanes=1, at_once=0, waiting=0)
    parts = room.application.state.parts
    room.application.state.parts = {**parts, Passwords: full}
    for _ in range(6):
        answer = await sign_in(await room.browser(), "hanako.rei", PASSWORD)
        assert answer.status_code == 503
        assert "混み合っています" in answer.text
    room.application.state.parts = parts
    assert (await sign_in(await room.browser(), "hanako.rei")).status_code == 303
