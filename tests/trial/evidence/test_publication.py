"""A report's way from the closed trial to the public, as each person meets it."""

import io
import json
import zipfile
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import replace
from pathlib import Path

import httpx2
import pytest
from sqlalchemy.ext.asyncio import AsyncConnection
from typer.testing import CliRunner

from genkan.cli.main import build
from genkan.cli.words import words_of
from genkan.governance import Ledger, ObjectNames, Organisation, OrganisationKind, Role
from genkan.governance.pages import router as governance_router
from genkan.governance.store import people
from genkan.jobs import Queue
from genkan.storage import Database, metadata
from genkan.trial import ReportDesk, open_desk, verify_pack
from genkan.trial.gathering import read_portions
from genkan.trial.pages import results, router
from genkan.trial.protocol import Trial, TrialState, add_trial
from genkan.trial.publishing.live import LiveCounting
from genkan.trial.publishing.seeing import SeenReport, see_any_report
from tests.conftest import StillClock
from tests.one_room import new_person, one_room, pages_of, signed_in

from .story import MINISTRIES, START, TRIAL, events_of, protocol, record, story

HOME = f"/trials/{TRIAL}"


class Office:
    """A closed trial, and the browsers of those who meet its report."""

    def __init__(self, database: Database, clock: StillClock, stack: AsyncExitStack) -> None:
        self.database, self.clock, self._stack = database, clock, stack
        self.ledger, queue = Ledger(database, clock, None), Queue(clock)
        self.desk = open_desk(database=database, ledger=self.ledger, queue=queue, clock=clock)
        parts: dict[type, object] = {
            Database: database,
            Ledger: self.ledger,
            ReportDesk: self.desk,
            ObjectNames: ObjectNames({}),
        }
        pages = pages_of("governance", "trial")
        self.application = one_room(router, governance_router, pages=pages, clock=clock, parts=parts)
        self.ministries = [
            Organisation(f"org{number}", name, OrganisationKind.MINISTRY, None)
            for number, name in enumerate(MINISTRIES, start=1)
        ]

    async def browser(self, *roles: Role, ministry: int = 0) -> httpx2.AsyncClient:
        person = await new_person(self.database, self.ministries[ministry], *roles, clock=self.clock)
        client = await signed_in(self.application, self.database, person, clock=self.clock)
        return await self._stack.enter_async_context(client)

    async def visitor(self) -> httpx2.AsyncClient:
        transport = httpx2.ASGITransport(app=self.application)
        client = httpx2.AsyncClient(transport=transport, base_url="http://genkan.test")
        return await self._stack.enter_async_context(client)

    async def turn(self, state: TrialState) -> None:
        table = metadata.tables["trial"]
        async with self.database.write() as connection:
            await connection.execute(table.update().values(state=state.value))

    async def kinds(self) -> list[str]:
        async with self.database.read() as connection:
            rows = await connection.execute(metadata.tables["ledger_event"].select())
            return [row.kind for row in rows if row.kind.startswith(("trial:report:", "trial:trial:pub"))]


@pytest.fixture
async def office(database: Database, clock: StillClock) -> AsyncIterator[Office]:
    """The office with its trial in the ledger."""
    async with AsyncExitStack() as stack:
        room = Office(database, clock, stack)
        async with database.write() as connection:
            for ministry in room.ministries:
                await people.add_organisation(connection, ministry, now=clock())
            draft = protocol().document()
            trial = Trial(
                id=TRIAL,
                organisation_id="org1",
                state=TrialState.OPEN,
                draft=draft,
                version=1,
                created_at=clock(),
                created_by="office",
            )
            await add_trial(connection, trial)
        await record(database, room.ledger, story(persons=40), clock)
        yield room


async def test_while_the_trial_runs_its_office_sees_counts_and_nobody_who_leads(office: Office) -> None:
    browser = await office.browser(Role.TRIAL_OFFICE)
    page = await browser.get(f"{HOME}/live")
    assert page.status_code == 200, page.text
    assert "試験モデルkou" in page.text
    counts = (await browser.get(f"{HOME}/live.json")).json()
    assert (counts["exposures"], counts["least_votes"]) == (160, 20)
    assert sum(arm["as_a"] + arm["as_b"] for arm in counts["arms"]) == 320
    assert len((await browser.get(f"{HOME}/live.csv")).text.splitlines()) == 4
    for role in (Role.STAFF, Role.CAIO, Role.MINISTRY_ADMINISTRATOR):
        stranger = await office.browser(role)
        assert (await stranger.get(f"{HOME}/live")).status_code == 404
    assert (await browser.get(f"{HOME}/report/export/json")).status_code == 404
    assert (await browser.post(f"{HOME}/report/prepare")).status_code == 409


def test_the_live_counts_are_the_same_whatever_was_chosen() -> None:
    """A server property: turn every vote round, and no count moves."""
    events = events_of(story())
    turned = [
        replace(one, details=one.details.replace('"choice":"a"', '"choice":"x"').replace('"choice":"b"', '"choice":"a"').replace('"choice":"x"', '"choice":"b"'))
        for one in events
    ]  # fmt: skip
    assert turned != events
    found = []
    for each in (events, turned):
        counting = LiveCounting()
        for portion in read_portions(TRIAL, each, key=b"k" * 32):
            counting.add(portion)
        found.append(counting.counts(START))
    assert found[0] == found[1]


async def test_from_the_closed_trial_to_the_public(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await office.turn(TrialState.CLOSED)
    runner, officer = await office.browser(Role.TRIAL_OFFICE), await office.browser(Role.CAIO)
    reader = await office.browser(Role.MINISTRY_ADMINISTRATOR, ministry=1)
    visitor = await office.visitor()
    assert "報告書案を作成する" in (await runner.get(f"{HOME}/report")).text
    assert (await runner.post(f"{HOME}/report/prepare")).status_code == 303
    assert "報告書案を作成しています" in (await runner.get(f"{HOME}/report")).text
    await office.desk.preparing.prepare(TRIAL, 1)

    draft = (await officer.get(f"{HOME}/report")).text
    assert "生成AIの試行の結果報告書" in draft
    assert "要旨" in draft
    for stranger in (reader, await office.browser(Role.STAFF)):
        assert (await stranger.get(f"{HOME}/report")).status_code == 404
    assert (await visitor.get(f"/trial-results/{TRIAL}")).status_code == 404

    seen = _digest(await officer.get(f"{HOME}/report"))
    assert seen == ""
    assert (await officer.post(f"{HOME}/report/sign", data={"seen": "x"})).status_code == 409
    assert (await runner.post(f"{HOME}/report/disclose")).status_code == 303
    assert (await runner.post(f"{HOME}/report/disclose")).status_code == 409
    before = _digest(await runner.get(f"{HOME}/report"))

    link = _links(await runner.get(f"{HOME}/report"))["otsu"]
    part = await visitor.get(link)
    assert part.status_code == 200
    numbers = (await runner.get(f"{HOME}/report/export/json")).json()["analysis"]["preference"]["arms"]
    shown = {row["key"]: f"{row['expected']['value'] * 100:.1f}%" for row in numbers}
    assert shown["otsu"] in part.text
    assert shown["kou"] not in part.text
    assert (await visitor.get(link[:-1] + ("0" if link[-1] != "0" else "1"))).status_code == 404
    assert (await visitor.post(link, data={"text": " "})).status_code == 422
    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(results, "see_any_report", _see_the_next_report)
        for late in (await visitor.get(link), await visitor.post(link, data={"text": " "})):
            assert late.status_code == 404
    said = "上限の見直しを希望いたします。\n<script>"
    assert (await visitor.post(link, data={"text": said})).status_code == 303

    overtaken = await runner.post(f"{HOME}/report/sign", data={"seen": before})
    assert overtaken.status_code == 409
    now = _digest(await runner.get(f"{HOME}/report"))
    assert (await runner.post(f"{HOME}/report/sign", data={"seen": now})).status_code == 303
    assert (await runner.post(f"{HOME}/report/sign", data={"seen": now})).status_code == 409
    late = await visitor.post(link, data={"text": "もう一言"})
    assert late.status_code == 409
    assert "もう一言" in late.text
    assert (await officer.post(f"{HOME}/report/sign", data={"seen": now})).status_code == 303

    page = await visitor.get(f"/trial-results/{TRIAL}")
    assert page.status_code == 200
    assert "上限の見直しを希望いたします。" in page.text
    assert "&lt;script&gt;" in page.text
    assert "例示省における生成AIの試行" in (await visitor.get("/trial-results")).text
    root = (await visitor.get(f"/trial-results/{TRIAL}/record.json")).json()["root"]
    assert root in page.text
    english = await visitor.get(f"/trial-results/{TRIAL}?language=en")
    assert "How to verify" in english.text
    pdf = await visitor.get(f"/trial-results/{TRIAL}/export/pdf")
    assert pdf.content.startswith(b"%PDF")
    assert (await reader.get(f"{HOME}/report/ministry")).status_code == 200
    assert (await reader.get(f"{HOME}/report/pack")).status_code == 404
    assert (await runner.post(f"{HOME}/report/prepare")).status_code == 409

    pack = tmp_path / "pack.zip"
    pack.write_bytes((await runner.get(f"{HOME}/report/pack")).content)
    assert verify_pack(pack, root=root).alterations == ()
    _verified_on_the_command_line(pack, root)
    assert await office.kinds() == [
        "trial:report:drafted",
        "trial:report:disclosed",
        *["trial:report:shown"],
        "trial:report:replied",
        "trial:report:signed",
        "trial:report:signed",
        "trial:trial:published",
    ]
    data = await visitor.get(f"/trial-results/{TRIAL}/export/zip")
    with zipfile.ZipFile(io.BytesIO(data.content)) as archive:
        assert set(archive.namelist()) == {
            "README.txt",
            "answers.csv",
            "data.json",
            "numbers.json",
            "votes.csv",
        }
        votes = archive.read("votes.csv").decode("utf-8-sig")
        told = json.loads(archive.read("data.json"))
    cells = [line.split(",") for line in votes.splitlines()]
    assert cells[0] == ["organisation", "task", "information_class", "left", "right", "choice", "votes"]
    assert sum(int(cell[-1]) for cell in cells[1:]) + told["left_out"] > 0
    assert all(int(cell[-1]) >= 10 for cell in cells[1:])


async def _see_the_next_report(connection: AsyncConnection, trial_id: str) -> SeenReport:
    """What is newest when a report was prepared again while a vendor read its part."""
    seen = await see_any_report(connection, trial_id)
    return replace(seen, report=replace(seen.ready, number=seen.ready.number + 1))


def _verified_on_the_command_line(pack: Path, root: str) -> None:
    """Without the published root a pack proves nothing but itself."""
    for given, compared in ((("--root", root), True), ((), False)):
        told = CliRunner().invoke(build(words_of("ja")), ["trial", "verify", str(pack), *given])
        assert told.exit_code == 0
        assert ("公表された検証値と一致します" in told.output) == compared
        flat = "".join(told.output.split())
        assert ("資料の中で矛盾がないことだけを確かめました" in flat) != compared
        again = CliRunner().invoke(build(words_of("ja")), ["trial", "verify", str(pack), *given, "--json"])
        assert json.loads(again.output)["compared_with_published"] == compared


def _digest(page: httpx2.Response) -> str:
    _, _, rest = page.text.partition('name="seen" value="')
    return rest.partition('"')[0]


def _links(page: httpx2.Response) -> dict[str, str]:
    found = [piece.partition("<")[0] for piece in page.text.split("http://genkan.test")[1:]]
    return {link.split("/")[4]: link for link in found if "/vendors/" in link}
