"""The ledger on pages: who reads what, filters, the CSV file and the verification."""

import asyncio
from datetime import UTC, datetime

import httpx2
import pytest
from bs4 import BeautifulSoup

from genkan.governance import Event, GovernanceEvent, Organisation, OrganisationKind, Role, tasks
from genkan.governance.ledger.examination import VERIFY_LEDGER
from genkan.governance.ledger.export import csv_lines
from genkan.governance.ledger.store.runs import newest_run
from genkan.governance.pages import ledger as ledger_pages
from genkan.jobs import Queue
from tests.governance.pages.conftest import ADMINISTRATOR, GovernanceRoom
from tests.governance.test_tampering import drop_guards, execute

LEDGER = "/administration/ledger"
VERIFICATION = f"{LEDGER}/verification"
AUDITOR = frozenset({Role.AUDITOR})
READERS = {Role.MINISTRY_ADMINISTRATOR, Role.CAIO, Role.AUDITOR}


@pytest.fixture
async def city(room: GovernanceRoom) -> Organisation:
    """例示市"""
    return await room.organisation("例示市", OrganisationKind.CITY)


@pytest.fixture
def queue(room: GovernanceRoom) -> Queue:
    """A queue that the pages leave work in."""
    queue = Queue(room.clock)
    room.application.state.parts[Queue] = queue
    room.application.state.closing = asyncio.Event()
    return queue


def kinds(answer: httpx2.Response) -> list[str]:
    """The kinds in the table, from the top."""
    table = BeautifulSoup(answer.text, "html.parser").find("tbody")
    return [code.get_text() for code in table.select("td:nth-of-type(1) code")] if table else []


@pytest.mark.parametrize("role", [role for role in Role if role not in READERS])
async def test_for_everyone_else_the_ledger_does_not_exist(room, ministry, queue, role):
    browser = await room.signed_in(await room.person(ministry, "hanako.rei", frozenset({role})))
    for path in (LEDGER, f"{LEDGER}/events.csv", VERIFICATION, f"{VERIFICATION}/events"):
        assert (await browser.get(path)).status_code == 404
    assert (await browser.post(VERIFICATION)).status_code == 404


async def test_an_administrator_reads_the_own_organisation_and_an_auditor_all(room, ministry, city):
    citizen = await room.person(city, "shimin.rei")
    administrator = await room.person(ministry, "ichiro.rei", ADMINISTRATOR)
    own = await room.signed_in(administrator)
    everything = await room.signed_in(await room.person(ministry, "kansa.rei", AUDITOR))
    about_citizen = f"{LEDGER}?person=shimin.rei"
    assert kinds(await own.get(about_citizen)) == []
    found = await everything.get(about_citizen)
    assert sorted(kinds(found)) == ["organisation:person:added", "person:role:granted"]
    event = BeautifulSoup(found.text, "html.parser").select_one("tbody a")["href"]
    assert (await own.get(event)).status_code == 404
    detail = await everything.get(event)
    assert detail.status_code == 200
    assert citizen.id in detail.text
    assert "待っています" in detail.text
    await room.ledger.seal()
    assert "SHA-256" in (await everything.get(event)).text


@pytest.mark.parametrize(("language", "thing"), [("ja", "サインイン"), ("en", "session")])
async def test_what_has_no_name_is_said_in_a_word_with_its_identifier_beside(room, ministry, language, thing):
    administrator = await room.person(ministry, "ichiro.rei", ADMINISTRATOR)
    browser = await room.signed_in(administrator)
    await browser.post("/language", data={"language": language})
    session = "01a20434-e7a2-7007-beef-3a777861c82c"
    async with room.database.write() as connection:
        await room.ledger.record(
            connection,
            GovernanceEvent.SESSION_OPENED,
            actor=administrator.id,
            organisation_id=ministry.id,
            object_id=session,
        )
    page = BeautifulSoup((await browser.get(f"{LEDGER}?kind=person:session:")).text, "html.parser")
    shown = page.select_one(f"tbody td [title='{session}']")
    assert shown.get_text() == thing and session not in page.select_one("tbody").get_text()
    detail = await browser.get(shown.find_parent("tr").select_one("a")["href"])
    assert session in detail.text and thing in detail.text
    assert "person:" in [str(one["value"]) for one in page.select("#kinds option")]


async def test_filters_go_together_and_a_wrong_date_is_kept(room, ministry):
    administrator = await room.person(ministry, "ichiro.rei", ADMINISTRATOR)
    room.clock.advance(days=2)
    await room.person(ministry, "jiro.rei")
    browser = await room.signed_in(administrator)
    first_day, third_day = "2026-11-02", "2026-11-04"
    added = "organisation:person:added"
    assert kinds(await browser.get(f"{LEDGER}?kind={added}")) == [added, added]
    assert kinds(await browser.get(f"{LEDGER}?kind={added}&until={first_day}")) == [added]
    assert kinds(await browser.get(f"{LEDGER}?kind={added}&since={third_day}&person=jiro")) == [added]
    assert kinds(await browser.get(f"{LEDGER}?kind=nothing")) == []
    wrong = await browser.get(f"{LEDGER}?since=2026-13-40&kind={added}")
    assert wrong.status_code == 422
    assert "2026-13-40" in wrong.text
    assert "＊日付は" in wrong.text


async def test_older_and_newer_events_are_one_step_away(room, ministry, monkeypatch):
    monkeypatch.setattr(ledger_pages, "PAGE_SIZE", 3)
    browser = await room.signed_in(await room.person(ministry, "ichiro.rei", ADMINISTRATOR))
    await room.person(ministry, "jiro.rei")
    first = await browser.get(LEDGER)
    older = await browser.get(BeautifulSoup(first.text, "html.parser").select_one("a[rel=next]")["href"])
    assert len(kinds(first)) == 3
    assert kinds(older)
    back = await browser.get(BeautifulSoup(older.text, "html.parser").select_one("a[rel=prev]")["href"])
    assert kinds(back) == kinds(first)


async def test_the_csv_file_holds_the_reach_and_is_itself_recorded(room, ministry, city):
    await room.person(city, "shimin.rei")
    browser = await room.signed_in(await room.person(ministry, "ichiro.rei", ADMINISTRATOR))
    answer = await browser.get(f"{LEDGER}/events.csv?kind=organisation:")
    lines = answer.text.split("\r\n")
    assert lines[0].startswith("\ufeffid,at,kind")
    assert len(lines) == 3
    assert city.id not in answer.text
    assert "ledger:event:exported" in await room.kinds()


def test_a_spreadsheet_computes_nothing():
    at = datetime(2026, 11, 2, tzinfo=UTC)
    event = Event("id", at, "writer", "a:b:c", "=1+1", None, "@SUM(A1)", '{"a":"b"}')
    assert csv_lines([event]).startswith(
        'id,2026-11-02T00:00:00.000000+00:00,a:b:c,\'=1+1,,\'@SUM(A1),"{""a"":""b""}",writer,'
    )


async def verify_by_worker(room: GovernanceRoom) -> None:
    async with room.database.read() as connection:
        run = await newest_run(connection)
    assert run is not None
    deeds = tasks(database=room.database, ledger=room.ledger, clock=room.clock)
    await deeds[VERIFY_LEDGER].run({"run_id": run.id})


@pytest.mark.usefixtures("queue")
async def test_a_verification_is_asked_for_once_followed_and_shown(room, ministry):
    browser = await room.signed_in(await room.person(ministry, "ichiro.rei", ADMINISTRATOR))
    assert "まだ行われていません" in (await browser.get(VERIFICATION)).text
    assert (await browser.post(VERIFICATION)).headers["location"] == VERIFICATION
    await browser.post(VERIFICATION)
    waiting = await browser.get(VERIFICATION)
    assert "受け付けました" in waiting.text
    assert 'http-equiv="refresh"' in waiting.text
    await room.ledger.seal()
    await verify_by_worker(room)
    followed = await browser.get(f"{VERIFICATION}/events")
    assert "書かれたときのままです" in followed.text
    assert followed.text.rstrip().endswith("event: end\ndata:")
    assert "異常なし" in (await browser.get(LEDGER)).text
    assert (await room.kinds()).count("ledger:chain:verified") == 1


@pytest.mark.usefixtures("queue")
async def test_a_verification_names_the_first_bad_row(room, ministry):
    browser = await room.signed_in(await room.person(ministry, "ichiro.rei", ADMINISTRATOR))
    await room.ledger.seal()
    await drop_guards(room.database)
    await execute(room.database, ["UPDATE ledger_event SET object_id = 'nobody'"])
    await browser.post(VERIFICATION)
    await verify_by_worker(room)
    shown = await browser.get(VERIFICATION)
    assert "書き換えられています" in shown.text
    assert "ledger_event 0" in shown.text


@pytest.mark.usefixtures("queue")
async def test_after_a_lost_verification_another_can_be_asked_for(room, ministry):
    browser = await room.signed_in(await room.person(ministry, "ichiro.rei", ADMINISTRATOR))
    await browser.post(VERIFICATION)
    async with room.database.read() as connection:
        run = await newest_run(connection)
    deeds = tasks(database=room.database, ledger=room.ledger, clock=room.clock)
    await deeds[VERIFY_LEDGER].lost({"run_id": run.id})
    shown = await browser.get(VERIFICATION)
    assert "サーバーが停止しました" in shown.text
    assert "検証する" in shown.text
