"""A report's way from the closed trial to the public, as each person meets it."""

import hashlib
import io
import json
import zipfile
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import replace
from pathlib import Path

import httpx2
import msgspec
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
from genkan.trial import ReportDesk, open_desk, pack_trial, verify_pack
from genkan.trial.evidence import ExclusionRow
from genkan.trial.gathering import gather, read_portions
from genkan.trial.pages import results, router
from genkan.trial.protocol import Signers, Trial, TrialState, VendorsList, add_trial, read_protocol
from genkan.trial.protocol.store import add_vendors_list
from genkan.trial.publishing.filing import destroy_keys
from genkan.trial.publishing.live import LiveCounting
from genkan.trial.publishing.seeing import SeenReport, see_any_report
from genkan.trial.timekeeping import result_of
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

    async def details(self, kind: str) -> list[dict[str, object]]:
        table = metadata.tables["ledger_event"]
        async with self.database.read() as connection:
            rows = await connection.execute(table.select().where(table.c.kind == kind).order_by(table.c.at))
            return [json.loads(row.details) for row in rows]

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
        plan = protocol(reply_days=3, signers=Signers.DIFFERENT_OFFICES)
        await record(database, room.ledger, story(persons=120, plan=plan), clock)
        yield room


async def test_while_the_trial_runs_its_office_sees_counts_and_nobody_who_leads(office: Office) -> None:
    browser = await office.browser(Role.TRIAL_OFFICE)
    counting = await browser.get(f"{HOME}/live")
    assert counting.status_code == 202 and f'hx-get="{HOME}/live"' in counting.text
    assert (await browser.get(f"{HOME}/live.json")).status_code == 503
    await office.desk.standings.count(TRIAL)
    page = await browser.get(f"{HOME}/live")
    assert page.status_code == 200, page.text
    assert "試験モデルkou" in page.text
    counts = (await browser.get(f"{HOME}/live.json")).json()
    assert (counts["exposures"], counts["least_votes"]) == (480, 20)
    assert sum(arm["as_a"] + arm["as_b"] for arm in counts["arms"]) == 960
    assert len((await browser.get(f"{HOME}/live.csv")).text.splitlines()) == 4
    for role in (Role.STAFF, Role.CAIO, Role.MINISTRY_ADMINISTRATOR):
        stranger = await office.browser(role)
        assert (await stranger.get(f"{HOME}/live")).status_code == 404
    assert (await browser.get(f"{HOME}/report/export/json")).status_code == 404
    assert (await browser.post(f"{HOME}/report/prepare")).status_code == 409

    # A draft that nobody publishes keeps its key no longer than a published report would.
    await office.turn(TrialState.CLOSED)
    assert (await browser.post(f"{HOME}/report/prepare")).status_code == 303
    for days, gone in ((1824, []), (2, [{"reports": [1]}])):
        office.clock.advance(days=days)
        await destroy_keys(office.database, office.ledger, office.clock, kept_days={TRIAL: 1825})
        assert await office.details("trial:pseudonyms:destroyed") == gone


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


def test_the_live_page_waits_for_as_many_persons_as_the_looks_do() -> None:
    """Who was found to be of a vendor counts neither among the persons nor for the width to expect."""
    portions = list(read_portions(TRIAL, events_of(story()), key=b"k" * 32))
    exposures = [exposure for portion in portions for exposure in portion.exposures]
    staff = {exposure.person for exposure in exposures[: len(exposures) // 2]}
    rule = "without_vendors_staff"
    left = [
        msgspec.structs.replace(
            each,
            exclusions=each.exclusions
            + tuple(ExclusionRow(one.id, rule, "") for one in each.exposures if one.person in staff),
        )
        for each in portions
    ]
    counting = LiveCounting()
    for portion in left:
        counting.add(portion)
    live, evidence = counting.counts(START), gather(TRIAL, left)
    look = result_of(evidence, read_protocol(evidence.protocols[-1].document))
    assert (live.counted, live.persons) == (look.votes, look.persons)
    assert live.voted > live.counted


async def test_from_the_closed_trial_to_the_public(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await office.turn(TrialState.CLOSED)
    runner, officer = await office.browser(Role.TRIAL_OFFICE), await office.browser(Role.CAIO)
    fellow = await office.browser(Role.TRIAL_OFFICE, ministry=1)
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
    assert (await visitor.post(link, data={"text": "前の案への意見です。"})).status_code == 303
    awaited = await runner.post(f"{HOME}/report/sign", data={"seen": before})
    assert "意見を述べる期間" in awaited.text
    await _declare_a_vendors_person(office)
    outdated = await runner.post(f"{HOME}/report/sign", data={"seen": before})
    assert "関係者が加えられました。" in outdated.text
    link = await _prepare_again(office, runner, visitor)
    said = "上限の見直しを希望いたします。\n<script>"
    assert (await visitor.post(link, data={"text": said})).status_code == 303

    office.clock.advance(hours=15 + 24 * 3)
    runner, officer = await office.browser(Role.TRIAL_OFFICE), await office.browser(Role.CAIO)
    fellow = await office.browser(Role.TRIAL_OFFICE, ministry=1)
    reader = await office.browser(Role.MINISTRY_ADMINISTRATOR, ministry=1)
    over = await visitor.post(link, data={"text": "期間の後の意見"})
    assert over.status_code == 409
    assert "期間の後の意見" in over.text
    overtaken = await runner.post(f"{HOME}/report/sign", data={"seen": before})
    assert overtaken.status_code == 409
    now = _digest(await runner.get(f"{HOME}/report"))
    assert (await runner.post(f"{HOME}/report/sign", data={"seen": now})).status_code == 303
    assert (await runner.post(f"{HOME}/report/sign", data={"seen": now})).status_code == 409
    late = await visitor.post(link, data={"text": "もう一言"})
    assert late.status_code == 409
    assert "もう一言" in late.text
    alike = await officer.post(f"{HOME}/report/sign", data={"seen": now})
    assert alike.status_code == 403
    assert "「所属の異なる2人」と定めています。" in alike.text
    assert (await fellow.post(f"{HOME}/report/sign", data={"seen": now})).status_code == 303

    page = await visitor.get(f"/trial-results/{TRIAL}")
    assert page.status_code == 200
    for text in ("上限の見直しを希望いたします。", "前の案への意見です。", "（第1版の報告書案に対する意見）"):
        assert text in page.text
    assert "&lt;script&gt;" in page.text
    assert "例示省における生成AIの試行" in (await visitor.get("/trial-results")).text
    root = (await visitor.get(f"/trial-results/{TRIAL}/record.json")).json()["root"]
    assert root in page.text
    english = await visitor.get(f"/trial-results/{TRIAL}?language=en")
    assert "How to verify" in english.text
    await office.desk.filers.file(TRIAL)
    await office.desk.filers.file(TRIAL)
    pdf = await visitor.get(f"/trial-results/{TRIAL}/export/pdf")
    assert pdf.content.startswith(b"%PDF")
    again = await visitor.get(
        f"/trial-results/{TRIAL}/export/pdf", headers={"if-none-match": pdf.headers["etag"]}
    )
    assert (again.status_code, again.content) == (304, b"")
    assert pdf.headers["etag"] == f'"{hashlib.sha256(pdf.content).hexdigest()}"'
    in_english = await visitor.get(f"/trial-results/{TRIAL}/export/pdf?language=en")
    assert in_english.content.startswith(b"%PDF")
    assert in_english.headers["etag"] != pdf.headers["etag"]
    numbers_again = await visitor.get(f"/trial-results/{TRIAL}/export/json")
    assert numbers_again.json() == (await runner.get(f"{HOME}/report/export/json")).json()
    assert numbers_again.headers["etag"]
    assert (await reader.get(f"{HOME}/report/ministry")).status_code == 200
    assert (await reader.get(f"{HOME}/report/pack")).status_code == 404
    assert (await runner.post(f"{HOME}/report/prepare")).status_code == 409

    pack = tmp_path / "pack.zip"
    monkeypatch.setattr("genkan.trial.pack.writing.__version__", "99.0")
    pack.write_bytes((await runner.get(f"{HOME}/report/pack")).content)
    assert verify_pack(pack, root=root).alterations == ()
    [published] = await office.details("trial:trial:published")
    assert published["digest"] == root
    assert published["pack"] == hashlib.sha256(pack.read_bytes()).hexdigest()
    assert (
        await pack_trial(
            office.database, office.ledger, TRIAL, tmp_path / "again.zip", key=None, clock=office.clock
        )
        == root
    )
    assert (tmp_path / "again.zip").read_bytes() == pack.read_bytes()
    _verified_on_the_command_line(pack, root)
    assert await office.kinds() == [
        *["trial:report:drafted", "trial:report:disclosed", "trial:report:shown", "trial:report:replied"],
        *["trial:report:drafted", "trial:report:disclosed", "trial:report:shown", "trial:report:replied"],
        "trial:report:signed",
        "trial:report:signed",
        "trial:trial:published",
        "trial:report:filed",
    ]
    await _key_is_destroyed(office, visitor, link, pack)
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
    told_votes = sum(int(cell[-1]) for cell in cells[1:])
    assert told_votes > 100
    assert told_votes + told["left_out"] == 412
    assert all(int(cell[-1]) >= 10 for cell in cells[1:])


async def _declare_a_vendors_person(office: Office) -> None:
    """After the first draft was counted."""
    office.clock.advance(minutes=1)
    added = VendorsList(
        trial_id=TRIAL,
        number=1,
        salt="",
        digest="",
        reason="判明したため。",
        made_by="office",
        made_at=office.clock(),
    )
    async with office.database.write() as connection:
        await add_vendors_list(connection, added)
    office.clock.advance(minutes=1)


async def _prepare_again(office: Office, runner: httpx2.AsyncClient, visitor: httpx2.AsyncClient) -> str:
    """Another version: replies to the first stay with it, and vendors get their time again; gives a vendor's address."""
    await runner.post(f"{HOME}/report/prepare")
    await office.desk.preparing.prepare(TRIAL, 2)
    await runner.post(f"{HOME}/report/disclose")
    page = await runner.get(f"{HOME}/report")
    assert "前の版に対する意見のみ" in page.text
    link = _links(page)["otsu"]
    assert "前の案への意見です。" in (await visitor.get(link)).text
    return link


async def _key_is_destroyed(office: Office, visitor: httpx2.AsyncClient, link: str, pack: Path) -> None:
    """That of the draft at once, the published one's when its time is over; pack and vendors' parts stay."""
    destroyed = [{"reports": [1]}, {"reports": [2]}]
    for days, gone in ((1824, 1), (2, 2), (1, 2)):
        office.clock.advance(days=days)
        await destroy_keys(office.database, office.ledger, office.clock, kept_days={TRIAL: 1825})
        assert await office.details("trial:pseudonyms:destroyed") == destroyed[:gone]
    async with office.database.read() as connection:
        rows = await connection.execute(metadata.tables["trial_report"].select())
    assert [row.key for row in rows] == ["", ""]
    assert (await visitor.get(link)).status_code == 200
    runner = await office.browser(Role.TRIAL_OFFICE)
    assert (await runner.get(f"{HOME}/report/pack")).content == pack.read_bytes()


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
