"""What offices keep to: who may set it, what is refused, and what follows for deadlines."""

from datetime import date

import pytest

from genkan.governance import Role
from genkan.inquiry.store.offices import read_office
from tests.inquiry.conftest import Desk
from tests.workspace.conftest import Browser

SETTINGS = {
    "business_days": "5",
    "four_eyes": "yes",
    "contact": "例示省総務課　03-0000-0000",
    "greeting": "お便りをありがとうございます。",
    "closing": "よろしくお願いいたします。",
    "retention_years": "5",
}


@pytest.fixture
async def chief(desk: Desk) -> Browser:
    return await desk.workspace.browser("責任者みどり", Role.INQUIRY_SUPERVISOR)


async def test_an_office_keeps_to_its_organisation_until_it_is_set(desk: Desk, chief: Browser) -> None:
    own, (general, accounts) = desk.workspace.ministry.id, desk.offices
    await chief.post(f"/inquiries/offices/{own}", {**SETTINGS, "business_days": "7"})
    await chief.post(f"/inquiries/offices/{accounts.id}", {**SETTINGS, "four_eyes": ""})
    async with desk.workspace.parts.database.read() as connection:
        first = await read_office(connection, own, general.id)
        second = await read_office(connection, own, accounts.id)
    assert (first.business_days, first.four_eyes) == (7, True)
    assert (second.business_days, second.four_eyes, second.retention_years) == (5, False, 5)
    await chief.post(f"/inquiries/offices/{accounts.id}/reset")
    async with desk.workspace.parts.database.read() as connection:
        assert (await read_office(connection, own, accounts.id)).business_days == 7
    events = [row["kind"] for row in await desk.workspace.rows("ledger_event")]
    assert events.count("inquiry:office:edited") == 2
    assert events.count("inquiry:office:reset") == 1


async def test_the_deadline_follows_the_office_that_answers(desk: Desk, chief: Browser) -> None:
    general, accounts = desk.offices
    await chief.post(f"/inquiries/offices/{accounts.id}", SETTINGS)
    path = await desk.receive()
    desk.workspace.clock.advance(days=2)
    await desk.confirm(path, office=accounts.id)
    assert (await desk.case(path))["deadline"] == date(2026, 11, 10)
    await desk.confirm(path, office=general.id)
    assert (await desk.case(path))["deadline"] == date(2026, 11, 17)


async def test_a_reopened_case_counts_from_its_reopening(desk: Desk, chief: Browser) -> None:
    general, accounts = desk.offices
    await chief.post(f"/inquiries/offices/{accounts.id}", SETTINGS)
    path = await desk.receive()
    await desk.confirm(path, office=general.id)
    await desk.deed(path, "decline", words="重複のため。")
    desk.workspace.clock.advance(days=7)
    await desk.deed(path, "reopen", words="別の照会だったため。")
    await desk.confirm(path, office=accounts.id)
    assert (await desk.case(path))["deadline"] == date(2026, 11, 16)


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"business_days": "0"}, "回答期限は、1から60まで"),
        ({"business_days": "十"}, "回答期限は、1から60まで"),
        ({"retention_years": "31"}, "保存する年数は、0から30まで"),
        ({"closing": "あ" * 1_001}, "それぞれ1,000文字以内"),
    ],
)
async def test_what_cannot_be_kept_comes_back_as_it_was_typed(
    desk: Desk, chief: Browser, wrong: dict[str, str], told: str
) -> None:
    page = await chief.post(f"/inquiries/offices/{desk.offices[0].id}", {**SETTINGS, **wrong}, status=422)
    assert told in page.select_one(".banner-error").text
    assert page.select_one("#contact").text.strip() == SETTINGS["contact"]
    assert await desk.workspace.rows("inquiry_office") == []


async def test_only_supervisors_of_the_organisation_set_it(desk: Desk, chief: Browser) -> None:
    path = f"/inquiries/offices/{desk.offices[0].id}"
    await desk.sakura.get("/inquiries/offices", status=404)
    await desk.sakura.post(path, SETTINGS, status=404)
    stranger = await desk.workspace.browser("例示市の責任者", Role.INQUIRY_SUPERVISOR, of=desk.workspace.city)
    await stranger.post(path, SETTINGS, status=404)
    await stranger.get(path, status=404)
    assert await desk.workspace.rows("inquiry_office") == []
    assert "総務課" in (await chief.get("/inquiries/offices")).text
