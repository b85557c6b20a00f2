"""Voters who also read the ledger and the report learn nothing there before their reveal."""

import httpx2
import pytest
from bs4 import BeautifulSoup

from genkan.catalogue import Deployment
from genkan.governance import Person, Role

from .conftest import QUESTION, TrialRoom
from .running import agree, arm_of, close, run_trial
from .test_compare_flow import start

LEDGER = "/administration/ledger"
HIDDEN = "評価が終わるまで表示しません"
VOTERS = (Role.MINISTRY_ADMINISTRATOR, Role.CAIO)


async def read_ledger(browser: httpx2.AsyncClient) -> str:
    """The list, every event in it and the CSV file."""
    page = await browser.get(LEDGER)
    addresses = [link["href"] for link in BeautifulSoup(page.text, "html.parser").select("tbody th a")]
    assert len(addresses) >= 7
    answers = [page, *[await browser.get(address) for address in (*addresses, f"{LEDGER}/events.csv")]]
    assert {answer.status_code for answer in answers} == {200}
    return "\n".join(answer.text for answer in answers)


async def secrets_of(room: TrialRoom, arms: tuple[Deployment, ...]) -> set[str]:
    """What tells the arms: names, seed, endings, and the digests and hashes of the events that hold them."""
    events = [
        row for row in await room.rows("ledger_event") if row["kind"].startswith(("trial:", "gateway:"))
    ]
    links = {row["event_id"]: row for row in await room.rows("ledger_link")}
    secrets = {value for arm in arms for value in (arm.id, arm.title)}
    secrets |= {row["seed"] for row in await room.rows("comparison")}
    secrets |= {row["digest"] for row in events} | {links[row["id"]]["event_digest"] for row in events}
    return secrets | {"completed", "sides"}


@pytest.mark.parametrize("role", VOTERS)
async def test_the_ledger_keeps_the_arms_of_a_voter(room: TrialRoom, role: Role) -> None:
    arms = await room.connect_extracts()
    voter = await room.person("試験花子", role)
    browser = await room.browser(voter)
    await start(browser)
    await room.until_ended()
    await room.ledger.seal()
    secrets = await secrets_of(room, arms)
    seen = await read_ledger(browser)
    assert {secret for secret in secrets if secret in seen} == set()
    assert seen.count("30日間、詳しい内容を表示しません") >= 2
    assert HIDDEN in seen

    auditor = await room.browser(await room.person("監査", Role.AUDITOR))
    seen = await read_ledger(auditor)
    assert HIDDEN not in seen
    assert "日間、詳しい内容を表示しません" not in seen
    assert {arm.id for arm in arms} | {"sides", "completed"} <= {one for one in secrets if one in seen}

    room.clock.advance(days=31)
    seen = await read_ledger(await room.browser(voter))
    assert HIDDEN not in seen
    assert all(arm.id in seen for arm in arms)


async def test_an_auditor_who_votes_is_a_voter(room: TrialRoom) -> None:
    arms = await room.connect_extracts()
    browser = await room.browser(await room.person("試験花子", Role.AUDITOR, Role.STAFF))
    await start(browser)
    await room.until_ended()
    csv = (await browser.get(f"{LEDGER}/events.csv?kind=trial:")).text
    assert csv.count(HIDDEN) == 3
    assert not [arm for arm in arms if arm.id in csv]


async def test_nobody_reads_who_leads_in_a_trial_that_runs(room: TrialRoom) -> None:
    """Not even an auditor and however old it is, until the trial closes; what is outside of it stays as it was."""
    arms = await room.connect_extracts()
    voter, other = await room.person("試験花子"), await room.person("試験太郎")
    auditor = await room.person("監査", Role.AUDITOR)
    trial = await run_trial(
        room.database,
        room.ledger,
        room.clock,
        organisation_id=room.organisation.id,
        arms=[arm_of(arm, name) for arm, name in zip(arms, "甲乙", strict=True)],
    )
    await agree(room.database, room.clock, trial, voter)
    browser = await room.browser(voter)
    address = await start(browser)
    await start(await room.browser(other))
    await room.until_ended(4)
    room.see_all()
    await browser.post(f"{address}/vote", data={"choice": "a"})
    await browser.post(f"{address}/guess", data={"a": "甲", "b": ""})
    await room.ledger.seal()
    room.clock.advance(days=31)
    secrets = {"5eed", '"choice', '""choice', '""block'}

    reader = await room.browser(auditor)
    csv = (await reader.get(f"{LEDGER}/events.csv?kind=trial:")).text
    assert csv.count("question_digest") == 1, "the comparison of the other, outside the trial"
    assert csv.count(HIDDEN) == 6
    seen = await read_ledger(reader)
    assert {secret for secret in secrets if secret in seen + csv} == set()
    assert "どの閲覧者にも表示しません。" in seen

    await close(room.database, trial)
    csv = (await reader.get(f"{LEDGER}/events.csv?kind=trial:")).text
    assert HIDDEN not in csv
    assert all(secret in csv for secret in ("5eed", '""choice', '""block'))
    assert HIDDEN not in await read_ledger(reader)


async def test_what_others_did_is_shown(room: TrialRoom) -> None:
    await room.connect_extracts()
    await start(await room.browser(await room.person("試験太郎")))
    await room.until_ended()
    officer = await room.browser(await room.person("統括", Role.CAIO, language="en"))
    csv = (await officer.get(f"{LEDGER}/events.csv?kind=trial:")).text
    assert csv.count("question_digest") == 1
    assert csv.count("Not shown until the vote is over") == 2


async def report_of(room: TrialRoom, person: Person) -> dict[str, object]:
    """Every number that the person sees in the report."""
    browser = await room.browser(person)
    assert (await browser.get("/trial/report")).status_code == 200
    return (await browser.get("/trial/report.json")).json()


async def test_the_report_keeps_the_arms_until_the_reveal(room: TrialRoom) -> None:
    """A voter cannot take the report before from the report after: it does not change before the reveal."""
    await room.connect_extracts()
    voter = await room.person("試験花子", Role.CAIO)
    auditor = await room.person("監査", Role.AUDITOR)
    browser, empty = await room.browser(voter), await report_of(room, voter)
    address = await start(browser)
    await room.until_ended()
    assert await report_of(room, voter) == await report_of(room, auditor) == empty
    assert (await browser.post(f"{address}/vote", data={"choice": "a"})).status_code == 303
    assert await report_of(room, voter) == empty
    assert (await report_of(room, auditor))["comparisons"] == 1
    assert (await browser.post(f"{address}/reveal")).status_code == 303
    assert (await report_of(room, voter))["comparisons"] == 1


async def test_the_report_page_says_what_it_leaves_out(room: TrialRoom) -> None:
    await room.connect_extracts()
    browser = await room.browser(await room.person("試験花子", Role.TRIAL_OFFICE))
    address = await start(browser, question=QUESTION)
    await room.until_ended()
    await browser.post(f"{address}/vote", data={"choice": "b"})
    page = (await browser.get("/trial/report")).text
    assert "名称をまだ表示していないものは、集計に含みません。" in page
    assert "比較の記録がまだありません。" in page
    assert "抽出回答" not in (await browser.get("/trial/report.csv")).text
