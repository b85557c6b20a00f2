"""The report from the ledger of a running installation."""

import json

from genkan.governance import Role
from genkan.storage import metadata
from genkan.trial import read_report, render_text

from .conftest import QUESTION, TrialRoom


async def compare(room: TrialRoom, name: str, choice: str) -> None:
    """One comparison with a vote, by a new person."""
    browser = await room.browser(await room.person(name))
    before = len(await room.events("trial:answer:ended"))
    started = await browser.post("/compare", data={"question": QUESTION, "information_class": "1"})
    await room.until_ended(before + 2)
    await browser.post(f"{started.headers['location']}/vote", data={"choice": choice})


async def test_an_empty_report(room: TrialRoom) -> None:
    office = await room.browser(await room.person("事務局", Role.TRIAL_OFFICE))
    response = await office.get("/trial/report")
    assert response.status_code == 200
    assert "比較の記録がまだありません。" in response.text


async def test_the_report_says_what_happened(room: TrialRoom) -> None:
    arms = await room.connect_extracts()
    for name, choice in (("甲", "a"), ("乙", "b"), ("丙", "both_good")):
        await compare(room, name, choice)
    office = await room.browser(await room.person("事務局", Role.TRIAL_OFFICE))
    page = (await office.get("/trial/report")).text
    assert all(arm.title in page for arm in arms)
    assert "3件（3人）" in page
    assert "3件中3件" in page
    assert "差の有無を述べない" in page
    rows = (await office.get("/trial/report.csv")).text.splitlines()
    assert len(rows) == 3
    document = json.loads((await office.get("/trial/report.json")).text)
    assert (document["comparisons"], document["votes"], document["recomputed"]) == (3, 3, 3)
    assert sum(result["both_good"] for result in document["win_rates"]) == 2
    async with room.database.read() as connection:
        text = render_text(await read_report(connection), "ja")
    assert "評価: 3" in text


async def test_the_report_needs_nothing_but_the_ledger(room: TrialRoom) -> None:
    await room.connect_extracts()
    await compare(room, "甲", "a")
    async with room.database.read() as connection:
        before = await read_report(connection)
    async with room.database.write() as connection:
        for table in ("reveal", "vote", "comparison_side", "comparison"):
            await connection.execute(metadata.tables[table].delete())
    async with room.database.read() as connection:
        assert await read_report(connection) == before


async def test_the_report_is_for_those_who_may_read_it(room: TrialRoom) -> None:
    staff = await room.browser(await room.person("職員"))
    for path in ("/trial/report", "/trial/report.csv", "/trial/report.json"):
        assert (await staff.get(path)).status_code == 404


async def test_a_ministry_sees_its_own_comparisons(room: TrialRoom) -> None:
    """The office and the auditors see all organisations, the chief AI officer of another one only its own."""
    await room.connect_extracts()
    await compare(room, "甲", "a")
    city = await room.add_organisation("例示市")
    counts = {}
    for name, role, organisation in (
        ("事務局", Role.TRIAL_OFFICE, city),
        ("監査", Role.AUDITOR, city),
        ("統括", Role.CAIO, room.organisation),
        ("市の統括", Role.CAIO, city),
    ):
        browser = await room.browser(await room.person(name, role, organisation=organisation))
        counts[name] = (await browser.get("/trial/report.json")).json()["comparisons"]
    assert counts == {"事務局": 1, "監査": 1, "統括": 1, "市の統括": 0}
