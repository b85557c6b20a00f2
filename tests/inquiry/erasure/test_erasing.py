"""Citizens ask for erasure: who decides, what is gone from every table, what stays; and cases that are old enough."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from genkan.governance import Role
from genkan.inquiry.erasure import ERASE_OLD_CASES
from genkan.inquiry.erasure.retention import years_before
from genkan.storage import metadata
from tests.inquiry.conftest import Desk
from tests.workspace.conftest import Browser

SECRETS = ("例示太郎", "taro@example.jp", "090-1234-5678", "忘れられない言葉", "秘密のメモ")
LETTER = "忘れられない言葉を含む照会です。電話は090-1234-5678です。手数料はいくらですか。"


@pytest.fixture
async def chief(desk: Desk) -> Browser:
    return await desk.workspace.browser("責任者みどり", Role.INQUIRY_SUPERVISOR)


async def over(desk: Desk) -> str:
    """A case that is over, with a note."""
    path = await desk.receive(LETTER)
    await desk.deed(path, "note", words="秘密のメモ")
    await desk.deed(path, "decline", words="重複のため。")
    return path


async def everything(desk: Desk) -> str:
    """What the whole database says."""
    rows = [await desk.workspace.rows(name) for name in metadata.tables if name != "person"]
    return str(rows)


async def approve(desk: Desk, path: str, *, by: Browser, status: int = 303) -> object:
    version = (await desk.case(path))["version"]
    return await by.post(f"{path}/erasure/approve", {"version": str(version)}, status=status)


async def test_what_is_personal_is_gone_and_the_record_stays(desk: Desk, chief: Browser) -> None:
    path = await over(desk)
    before = await everything(desk)
    assert [secret for secret in SECRETS if secret in before] == list(SECRETS)
    await desk.sakura.post(f"{path}/erasure/ask", {"words": "本人から電話で申出があった。"})
    assert "R8-000001" in (await chief.get("/inquiries/load")).select_one("#erasures-title").parent.text
    await approve(desk, path, by=chief)
    left = await everything(desk)
    assert not [secret for secret in (*SECRETS, "本人から電話") if secret in left]
    case = await desk.case(path)
    assert (case["number"], case["state"], case["text"]) == ("R8-000001", "erased", "")
    kinds = await desk.kinds(path)
    assert kinds[0] == "inquiry:case:received"
    assert {"inquiry:case:erasure_asked", "inquiry:case:erased"} < set(kinds)
    assert "消去済み" in (await desk.sakura.get(path)).text
    found = await desk.sakura.get("/inquiries?state=any&q=忘れられない言葉")
    assert found.select(".desk-case") == []


async def test_who_recorded_a_request_does_not_approve_it(desk: Desk, chief: Browser) -> None:
    path = await over(desk)
    await chief.post(f"{path}/erasure/ask", {"words": "窓口で申出があった。"})
    page = await approve(desk, path, by=chief, status=403)
    assert "自分が記録した消去の申出は、承認できません。" in str(page)
    assert "忘れられない言葉" in await everything(desk)


async def test_officers_do_not_decide(desk: Desk) -> None:
    path = await over(desk)
    await desk.sakura.post(f"{path}/erasure/ask", {"words": "電話で申出があった。"})
    await approve(desk, path, by=desk.kaede, status=404)
    await desk.kaede.post(f"{path}/erasure/decline", {"words": "理由"}, status=404)
    stranger = await desk.workspace.browser("例示市の責任者", Role.INQUIRY_SUPERVISOR, of=desk.workspace.city)
    await approve(desk, path, by=stranger, status=404)
    await stranger.get(f"{path}/erasure", status=404)


async def test_an_open_case_is_not_erased(desk: Desk, chief: Browser) -> None:
    path = await desk.receive(LETTER)
    await desk.sakura.post(f"{path}/erasure/ask", {"words": "電話で申出があった。"})
    page = await approve(desk, path, by=chief, status=409)
    assert "対応中の案件は、消去できません。" in str(page)
    assert (await desk.case(path))["text"]


async def test_a_case_that_changed_meanwhile_is_not_erased(desk: Desk, chief: Browser) -> None:
    path = await over(desk)
    await desk.sakura.post(f"{path}/erasure/ask", {"words": "電話で申出があった。"})
    await chief.post(f"{path}/erasure/approve", {"version": "1"}, status=409)
    assert (await desk.case(path))["state"] == "declined"


async def test_a_request_is_declined_with_a_reason_and_may_come_again(desk: Desk, chief: Browser) -> None:
    path = await over(desk)
    await approve(desk, path, by=chief, status=409)  # nothing was asked
    await desk.sakura.post(f"{path}/erasure/ask", {"words": "電話で申出があった。"})
    await desk.sakura.post(f"{path}/erasure/ask", {"words": "もう一度。"}, status=409)
    page = await chief.post(f"{path}/erasure/decline", {"words": "　"}, status=422)
    assert "内容を入力してください。" in str(page)
    await chief.post(f"{path}/erasure/decline", {"words": "争訟に必要なため。"})
    assert "争訟に必要なため。" in (await desk.sakura.get(f"{path}/erasure")).text
    await desk.sakura.post(f"{path}/erasure/ask", {"words": "再度の申出があった。"})


async def test_old_cases_lose_what_is_personal_by_themselves(desk: Desk, chief: Browser) -> None:
    old, young, waiting = await over(desk), await desk.receive(LETTER), await desk.receive(LETTER)
    kept = await over(desk)
    await desk.confirm(young, office=desk.offices[1].id)
    inquiries = desk.workspace.parts.inquiries
    desk.workspace.clock.moment += timedelta(days=3 * 365 - 100)
    later = await desk.workspace.browser("窓口もみじ", Role.INQUIRY_OFFICER)
    await desk.deed(young, "decline", by=later, words="重複のため。")
    await desk.deed(kept, "note", by=later, words="最近のメモ")
    desk.workspace.clock.advance(days=101)
    await inquiries.retention.run({})
    states = {path: (await desk.case(path))["state"] for path in (old, young, waiting, kept)}
    assert states == {old: "erased", young: "declined", waiting: "received", kept: "declined"}
    jobs = [row for row in await desk.workspace.rows("job") if row["task"] == ERASE_OLD_CASES]
    assert max(row["run_after"] for row in jobs) - desk.workspace.clock() == timedelta(hours=15)


async def test_a_case_that_another_server_erases_at_this_moment_does_not_end_the_night(desk: Desk) -> None:
    first, second = await over(desk), await over(desk)
    desk.workspace.clock.moment += timedelta(days=5 * 366)
    retention = desk.workspace.parts.inquiries.retention
    async with asyncio.TaskGroup() as group:
        for _ in range(3):
            group.create_task(retention.run({}))
    for path in (first, second):
        assert (await desk.case(path))["state"] == "erased"
        assert (await desk.kinds(path)).count("inquiry:case:erased") == 1


@pytest.mark.parametrize(
    ("today", "years", "before"),
    [
        ((2026, 11, 2), 3, (2023, 11, 2)),  # with a leap day between
        ((2028, 2, 29), 1, (2027, 2, 28)),
        ((2028, 2, 29), 4, (2024, 2, 29)),
    ],
)
def test_years_are_those_of_the_calendar(
    today: tuple[int, int, int], years: int, before: tuple[int, int, int]
) -> None:
    assert years_before(datetime(*today, tzinfo=UTC), years) == datetime(*before, tzinfo=UTC)


async def test_an_office_that_sets_no_years_keeps_its_cases(desk: Desk, chief: Browser) -> None:
    fields = {"business_days": "10", "retention_years": "0"}
    await chief.post(f"/inquiries/offices/{desk.workspace.ministry.id}", fields)
    path = await over(desk)
    desk.workspace.clock.moment += timedelta(days=20 * 365)
    await desk.workspace.parts.inquiries.retention.run({})
    assert (await desk.case(path))["state"] == "declined"
