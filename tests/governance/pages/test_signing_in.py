"""Signing in and out: who gets in, what is told, what the cookie allows."""

import pytest
from sqlalchemy import func, select, text

from genkan.governance import Organisation, Passwords
from genkan.governance.ledger.store.tables import ledger_event
from genkan.governance.store.people import find_password_hash, set_active, set_password_hash
from genkan.governance.store.tables import session, sign_in_failure
from genkan.settings import Settings
from tests.governance.pages.conftest import GovernanceRoom, hold, make_application, sign_in, token_of


async def test_the_right_password_opens_a_session(room: GovernanceRoom, ministry: Organisation) -> None:
    await room.person(ministry, "hanako.rei")
    browser = await room.browser()
    answer = await sign_in(browser, " ＨANAKO.rei ", next="/account?done=x")
    assert (answer.status_code, answer.headers["location"]) == (303, "/account?done=x")
    assert "例示省" in (await browser.get("/account")).text
    assert "person:session:opened" in await room.kinds()


async def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(
    room: GovernanceRoom, ministry: Organisation
) -> None:
    await room.person(ministry, "hanako.rei")
    answer = await sign_in(await room.browser(), "hanako.rei")
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie
    assert "path=/" in cookie
    assert f"max-age={12 * 3600}" in cookie
    assert "secure" not in cookie.split("; ")


async def test_the_cookie_travels_over_https_alone_where_staff_use_https(
    room: GovernanceRoom, ministry: Organisation
) -> None:
    await room.person(ministry, "hanako.rei")
    settings = Settings(public_address="https://genkan.example.go.jp")
    room.application = make_application(
        room.database, ledger=room.ledger, clock=room.clock, settings=settings
    )
    answer = await sign_in(await room.browser(), "hanako.rei")
    assert "secure" in answer.headers["set-cookie"].lower().split("; ")


async def test_only_a_hash_of_the_token_is_stored_and_each_sign_in_has_a_new_one(
    room: GovernanceRoom, ministry: Organisation
) -> None:
    await room.person(ministry, "hanako.rei")
    browser = await room.browser()
    hold(browser, "planted-by-someone-else")
    await sign_in(browser, "hanako.rei")
    first = token_of(browser)
    await sign_in(browser, "hanako.rei")
    assert len({first, token_of(browser), "planted-by-someone-else"}) == 3
    async with room.database.read() as connection:
        stored = set((await connection.execute(select(session.c.token_hash))).scalars())
    assert first not in stored
    assert all(len(value) == 64 for value in stored)


async def test_a_new_sign_in_ends_the_session_it_replaces(
    room: GovernanceRoom, ministry: Organisation
) -> None:
    await room.person(ministry, "hanako.rei")
    browser = await room.browser()
    await sign_in(browser, "hanako.rei")
    replaced = token_of(browser)
    await sign_in(browser, "hanako.rei")
    other = await room.browser()
    hold(other, replaced)
    assert (await other.get("/account")).status_code == 303


@pytest.mark.parametrize(
    "name",
    [
        "hanako.rei",  # a wrong password
        "nobody.rei",  # a name that is nobody's
        "inactive.rei",  # a person who may not sign in
        "' OR 1=1 --",  # not a name at all
        "",  # nothing
    ],
)
async def test_a_refusal_says_the_same_to_everyone(
    room: GovernanceRoom, ministry: Organisation, name: str
) -> None:
    await room.person(ministry, "hanako.rei")
    inactive = await room.person(ministry, "inactive.rei")
    async with room.database.write() as connection:
        await set_active(connection, inactive.id, active=False)
    password = "correct horse battery" if name == "inactive.rei" else "wrong password here"
    answer = await sign_in(await room.browser(), name, password, next="/account")
    assert answer.status_code == 401
    assert "サインイン名又はパスワードが正しくありません。" in answer.text
    assert 'value="/account"' in answer.text
    assert "set-cookie" not in answer.headers
    assert "person:password:rejected" in await room.kinds()


async def test_the_name_that_was_typed_is_kept_and_escaped_and_the_password_is_not(
    room: GovernanceRoom,
) -> None:
    answer = await sign_in(await room.browser(), '"><script>', "a very secret password")
    assert "&#34;&gt;&lt;script&gt;" in answer.text
    assert "a very secret password" not in answer.text


async def test_the_record_of_a_failure_holds_no_name(room: GovernanceRoom, ministry: Organisation) -> None:
    await sign_in(await room.browser(address="192.0.2.77"), "typed-by-mistake", "wrong")
    async with room.database.read() as connection:
        rows = (await connection.execute(select(ledger_event))).all()
        failures = (await connection.execute(select(sign_in_failure.c.name_digest))).scalars().all()
    assert not any("typed-by-mistake" in str(row) or "192.0.2.77" in str(row) for row in rows)
    assert "typed-by-mistake" not in str(failures)


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("/chat/1?version=2", "/chat/1?version=2"),
        ("https://evil.example/", "/"),  # another server
        ("//evil.example/", "/"),  # the same without a scheme
        ("/\\evil.example/", "/"),  # browsers read a backslash as a slash
        ("/\t/evil.example/", "/"),  # browsers drop the tab
        ("/chat\r\nset-cookie: x=1", "/"),  # another header
        ("javascript:alert(1)", "/"),
        ("", "/"),
    ],
)
async def test_the_way_on_stays_in_this_system(
    room: GovernanceRoom, ministry: Organisation, target: str, expected: str
) -> None:
    await room.person(ministry, "hanako.rei")
    browser = await room.browser()
    answer = await sign_in(browser, "hanako.rei", next=target)
    assert answer.headers["location"] == expected
    again = await browser.get("/sign-in", params={"next": target})
    assert again.headers["location"] == expected


async def test_a_visitor_is_led_to_the_sign_in_and_back(room: GovernanceRoom, ministry: Organisation) -> None:
    answer = await (await room.browser()).get("/account?done=x")
    assert answer.headers["location"] == "/sign-in?next=/account%3Fdone%3Dx"


async def test_signing_out_ends_the_session_on_the_server(
    room: GovernanceRoom, ministry: Organisation
) -> None:
    browser = await room.signed_in(await room.person(ministry, "hanako.rei"))
    token = token_of(browser)
    answer = await browser.post("/sign-out")
    assert answer.headers["location"] == "/sign-in"
    assert token_of(browser) == ""
    hold(browser, token)
    assert (await browser.get("/account")).status_code == 303
    assert "person:session:closed" in await room.kinds()


async def test_a_session_ends_after_its_hours(room: GovernanceRoom, ministry: Organisation) -> None:
    browser = await room.signed_in(await room.person(ministry, "hanako.rei"))
    room.clock.advance(hours=11, minutes=59)
    assert (await browser.get("/account")).status_code == 200
    room.clock.advance(minutes=1)
    assert (await browser.get("/account")).status_code == 303


async def test_another_site_cannot_sign_anyone_in_or_out(
    room: GovernanceRoom, ministry: Organisation
) -> None:
    browser = await room.signed_in(await room.person(ministry, "hanako.rei"))
    answer = await browser.post("/sign-out", headers={"sec-fetch-site": "cross-site"})
    assert answer.status_code == 403
    assert (await browser.get("/account")).status_code == 200


async def test_passwords_made_at_another_cost_are_hashed_anew(
    room: GovernanceRoom, ministry: Organisation
) -> None:
    person = await room.person(ministry, "hanako.rei")
    older = await Passwords(passes=2, memory_kibibytes=8, lanes=1).hash("correct horse battery")
    async with room.database.write() as connection:
        await set_password_hash(connection, person.id, password_hash=older)
    await room.signed_in(person)
    async with room.database.read() as connection:
        assert await find_password_hash(connection, person.id) != older
        assert (await connection.execute(select(func.count()).select_from(sign_in_failure))).scalar_one() == 0


async def test_a_failing_commit_is_no_sign_in(room: GovernanceRoom, ministry: Organisation) -> None:
    await room.person(ministry, "hanako.rei")
    async with room.database.write() as connection:
        await connection.execute(text("ALTER TABLE session RENAME TO session_away"))
    answer = await sign_in(await room.browser(), "hanako.rei")
    assert answer.status_code == 500
    assert "set-cookie" not in answer.headers
