"""One-time links: what they open, how often, and for how long."""

import asyncio

import httpx2
import pytest

from genkan.governance import Duties, Organisation, deactivate
from tests.governance.pages.conftest import GovernanceRoom, sign_in

NEW = "four unrelated words"


async def accept(browser: httpx2.AsyncClient, link: str, password: str = NEW) -> httpx2.Response:
    """Send the form behind the link."""
    return await browser.post(link, data={"password": password, "again": password})


async def test_a_link_sets_the_password_and_signs_in(room: GovernanceRoom, ministry: Organisation) -> None:
    link = await room.link(await room.person(ministry, "hanako.rei"))
    browser = await room.browser()
    page = await browser.get(link)
    assert page.status_code == 200
    assert "hanako.rei" in page.text
    assert (await accept(browser, link)).headers["location"] == "/"
    assert (await browser.get("/account")).status_code == 200
    assert (await sign_in(await room.browser(), "hanako.rei", NEW)).status_code == 303
    assert {"person:link:used", "person:password:changed"} <= set(await room.kinds())


async def test_looking_does_not_use_it_up_and_using_does(
    room: GovernanceRoom, ministry: Organisation
) -> None:
    link = await room.link(await room.person(ministry, "hanako.rei"))
    browser = await room.browser()
    for _ in range(3):
        assert (await browser.get(link)).status_code == 200
    assert (await accept(browser, link)).status_code == 303
    for answer in (await browser.get(link), await accept(browser, link, "another password")):
        assert answer.status_code == 410
        assert "招待リンクの再発行" in answer.text
    assert (await sign_in(await room.browser(), "hanako.rei", NEW)).status_code == 303


async def test_of_many_at_once_one_gets_in(room: GovernanceRoom, ministry: Organisation) -> None:
    link = await room.link(await room.person(ministry, "hanako.rei"))
    browsers = [await room.browser() for _ in range(8)]
    answers = await asyncio.gather(
        *(accept(browser, link, f"password number {n}") for n, browser in enumerate(browsers))
    )
    statuses = sorted(answer.status_code for answer in answers)
    assert statuses == [303] + [410] * 7
    winner = next(n for n, answer in enumerate(answers) if answer.status_code == 303)
    entered = await sign_in(await room.browser(), "hanako.rei", f"password number {winner}")
    assert entered.status_code == 303


async def test_it_ends_after_three_days(room: GovernanceRoom, ministry: Organisation) -> None:
    link = await room.link(await room.person(ministry, "hanako.rei"))
    room.clock.advance(hours=71, minutes=59)
    assert (await (await room.browser()).get(link)).status_code == 200
    room.clock.advance(minutes=1)
    assert (await (await room.browser()).get(link)).status_code == 410


async def test_a_new_link_voids_the_older(room: GovernanceRoom, ministry: Organisation) -> None:
    person = await room.person(ministry, "hanako.rei")
    older, newer = await room.link(person), await room.link(person)
    browser = await room.browser()
    assert (await browser.get(older)).status_code == 410
    assert (await browser.get(newer)).status_code == 200


async def test_it_ends_the_sessions_that_were_open(room: GovernanceRoom, ministry: Organisation) -> None:
    person = await room.person(ministry, "hanako.rei")
    thief = await room.signed_in(person)
    await accept(await room.browser(), await room.link(person))
    assert (await thief.get("/account")).status_code == 303


async def test_it_does_not_open_for_a_person_who_was_stopped(
    room: GovernanceRoom, ministry: Organisation
) -> None:
    person = await room.person(ministry, "hanako.rei")
    link = await room.link(person)
    async with room.database.write() as connection:
        await deactivate(
            connection, person.id, duties=Duties(), ledger=room.ledger, clock=room.clock, actor="system"
        )
    assert (await (await room.browser()).get(link)).status_code == 410


async def test_it_helps_a_person_who_was_locked_out(room: GovernanceRoom, ministry: Organisation) -> None:
    person = await room.person(ministry, "hanako.rei")
    for _ in range(5):
        await sign_in(await room.browser(), "hanako.rei", "wrong")
    await accept(await room.browser(), await room.link(person))
    assert (await sign_in(await room.browser(), "hanako.rei", NEW)).status_code == 303


@pytest.mark.parametrize("link", ["/invitation/unknown", "/invitation/%00", "/invitation/%F0%9F%98%80"])
async def test_an_unknown_link_is_told_the_same(room: GovernanceRoom, link: str) -> None:
    browser = await room.browser()
    assert (await browser.get(link)).status_code == 410
    assert (await accept(browser, link)).status_code == 410


@pytest.mark.parametrize(
    ("password", "told"),
    [
        ("short", "12文字以上"),
        ("", "12文字以上"),
        ("x" * 201, "200文字以内"),
        ("PasswordPassword", "推測されやすい"),  # on the list, whatever the case
        ("ｐａｓｓｗｏｒｄ１２３４", "推測されやすい"),  # the same, typed wide
        ("ababababababab", "推測されやすい"),  # few characters over and over
        ("hanako.rei-2026", "ほぼそのまま"),
        ("genkan-genkan1", "ほぼそのまま"),
    ],
)
async def test_a_weak_password_is_refused_and_the_link_stays(
    room: GovernanceRoom, ministry: Organisation, password: str, told: str
) -> None:
    link = await room.link(await room.person(ministry, "hanako.rei"))
    browser = await room.browser()
    answer = await accept(browser, link, password)
    assert answer.status_code == 422
    assert told in answer.text
    assert (await accept(browser, link)).status_code == 303


async def test_the_second_typing_must_be_the_first(room: GovernanceRoom, ministry: Organisation) -> None:
    link = await room.link(await room.person(ministry, "hanako.rei"))
    browser = await room.browser()
    answer = await browser.post(link, data={"password": NEW, "again": NEW + "!"})
    assert answer.status_code == 422
    assert "確認用のパスワードが一致しません。" in answer.text
