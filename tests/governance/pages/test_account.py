"""One's own account: password, devices, language, colours."""

import pytest

from genkan.governance import Organisation
from tests.governance.pages.conftest import PASSWORD, GovernanceRoom, sign_in

NEW = "four unrelated words"


async def test_the_page_shows_the_person_and_the_devices(
    room: GovernanceRoom, ministry: Organisation
) -> None:
    browser = await room.signed_in(await room.person(ministry, "hanako.rei"))
    page = (await browser.get("/account")).text
    for expected in ("例示 花子", "hanako.rei", "例示省", "職員", "Firefox / Linux", "この端末"):
        assert expected in page


async def test_a_new_password_ends_all_other_sessions(room: GovernanceRoom, ministry: Organisation) -> None:
    person = await room.person(ministry, "hanako.rei")
    browser, other = await room.signed_in(person), await room.signed_in(person)
    form = {"current": PASSWORD, "password": NEW, "again": NEW}
    answer = await browser.post("/account/password", data=form)
    assert answer.headers["location"] == "/account?done=password"
    assert "パスワードを変更しました。" in (await browser.get("/account?done=password")).text
    assert (await other.get("/account")).status_code == 303
    assert (await sign_in(await room.browser(), "hanako.rei")).status_code == 401
    assert (await sign_in(await room.browser(), "hanako.rei", NEW)).status_code == 303


async def test_the_present_password_cannot_be_guessed(room: GovernanceRoom, ministry: Organisation) -> None:
    browser = await room.signed_in(await room.person(ministry, "hanako.rei"))
    form = {"current": "a guess of the thief", "password": NEW, "again": NEW}
    statuses = [(await browser.post("/account/password", data=form)).status_code for _ in range(6)]
    assert statuses == [422] * 5 + [429]
    assert (await browser.post("/account/password", data={**form, "current": PASSWORD})).status_code == 429


async def test_one_device_can_be_ended(room: GovernanceRoom, ministry: Organisation) -> None:
    person = await room.person(ministry, "hanako.rei")
    lost, browser = await room.signed_in(person), await room.signed_in(person)
    page = (await browser.get("/account")).text
    action = page.split('action="/account/sessions/')[1].split('"')[0]
    assert (await browser.post(f"/account/sessions/{action}")).status_code == 303
    assert (await lost.get("/account")).status_code == 303
    assert (await browser.get("/account")).status_code == 200


async def test_the_device_of_another_person_does_not_exist(
    room: GovernanceRoom, ministry: Organisation
) -> None:
    other = await room.person(ministry, "ichiro.rei")
    theirs = await room.signed_in(other)
    await room.signed_in(other)
    page = (await theirs.get("/account")).text
    action = page.split('action="/account/sessions/')[1].split('"')[0]
    browser = await room.signed_in(await room.person(ministry, "hanako.rei"))
    assert (await browser.post(f"/account/sessions/{action}")).status_code == 404
    assert (await theirs.get("/account")).status_code == 200


async def test_all_other_devices_can_be_ended(room: GovernanceRoom, ministry: Organisation) -> None:
    person = await room.person(ministry, "hanako.rei")
    others = [await room.signed_in(person) for _ in range(2)]
    browser = await room.signed_in(person)
    assert (await browser.post("/account/sessions/revoke")).status_code == 303
    assert [(await other.get("/account")).status_code for other in others] == [303, 303]
    assert (await browser.get("/account")).status_code == 200
    assert "person:session:revoked" in await room.kinds()


async def test_the_language_stays_with_the_person(room: GovernanceRoom, ministry: Organisation) -> None:
    person = await room.person(ministry, "hanako.rei")
    browser = await room.signed_in(person)
    answer = await browser.post("/language", data={"language": "en", "next": "/account"})
    assert answer.headers["location"] == "/account"
    assert "Signed-in devices" in (await browser.get("/account")).text
    assert (await room.find(person)).language == "en"


async def test_a_visitor_chooses_a_language_too(room: GovernanceRoom) -> None:
    browser = await room.browser()
    await browser.post("/language", data={"language": "en", "next": "/sign-in"})
    assert "Sign-in name" in (await browser.get("/sign-in")).text


@pytest.mark.parametrize("path", ["/language", "/theme"])
async def test_choosing_leads_to_no_other_site(room: GovernanceRoom, path: str) -> None:
    form = {"language": "xx", "theme": "xx", "next": "//evil.example"}
    answer = await (await room.browser()).post(path, data=form)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")


async def test_the_colours_are_kept_in_the_browser(room: GovernanceRoom) -> None:
    browser = await room.browser()
    await browser.post("/theme", data={"theme": "dark", "next": "/sign-in"})
    assert 'data-theme="dark"' in (await browser.get("/sign-in")).text
    await browser.post("/theme", data={"theme": "", "next": "/sign-in"})
    assert "data-theme=" not in (await browser.get("/sign-in")).text
