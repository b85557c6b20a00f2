"""What supervisors see: the load of each officer, the numbers of the last months, and nobody else's."""

import csv
import io

import pytest

from genkan.governance import Role
from genkan.inquiry.case import Channel
from genkan.inquiry.public.store.satisfactions import Satisfaction, keep_satisfaction
from genkan.inquiry.store.reply_tables import reply_table
from tests.inquiry.conftest import THREAT, Desk
from tests.workspace.conftest import Browser


@pytest.fixture
async def chief(desk: Desk) -> Browser:
    return await desk.workspace.browser("責任者みどり", Role.INQUIRY_SUPERVISOR)


async def answered(desk: Desk, text: str, *, after: int, office: int = 0) -> str:
    """A case that was answered so many days later."""
    path = await desk.receive(text)
    await desk.confirm(path, office=desk.offices[office].id)
    desk.workspace.clock.advance(days=after)
    await desk.deed(path, "answer", words="電話で回答しました。")
    return path


async def replied(desk: Desk, path: str, *, edit_distance: float, score: int) -> None:
    """A reply that was sent, and what the citizen says of it."""
    now, case_id = desk.workspace.clock(), path.rsplit("/", 1)[1]
    row = dict.fromkeys(("text", "draft_text", "blocks"), "")
    row |= {"state": "approved", "origin": "blocks", "way": "letter", "basis": "[]"}
    row |= {"four_eyes": True, "copies": "[]"}
    row |= {"id": f"reply-{case_id}"[:36], "case_id": case_id, "writers": "", "mail_id": ""}
    async with desk.workspace.parts.database.write() as connection:
        await connection.execute(
            reply_table.insert().values(
                **row,
                round=1,
                prepared_by=desk.sakura.person.id,
                prepared_at=now,
                sent_at=now,
                edit_distance=edit_distance,
            )
        )
        await keep_satisfaction(connection, Satisfaction(case_id, score, "", now))


async def numbers(browser: Browser, path: str = "/inquiries/statistics.csv?span=3") -> list[dict[str, str]]:
    """The lines of the CSV."""
    response = await browser.client.get(path)
    assert response.status_code == 200
    return list(csv.DictReader(io.StringIO(response.text.removeprefix("\ufeff"))))


async def test_the_numbers_of_the_last_months(desk: Desk, chief: Browser) -> None:
    never_answered = await desk.receive("対応しない照会です。")
    await desk.confirm(never_answered)
    await desk.deed(never_answered, "decline", words="重複のため。")
    await desk.deed(never_answered, "reopen", words="重複ではなかったため。")
    first = await answered(desk, "手数料はいくらですか。", after=2)
    second = await answered(desk, "公印の写しはもらえますか。", after=30)
    await replied(desk, first, edit_distance=0.25, score=5)
    await replied(desk, second, edit_distance=0.75, score=2)
    await desk.deed(second, "reopen", words="続きの照会のため。")
    await desk.receive("まだ答えのない照会です。")
    lines = await numbers(chief)
    assert [(line["受付月"], line["担当課"], line["受付件数"]) for line in lines] == [
        ("2026-11", "総務課", "3"),
        ("2026-12", "", "1"),
    ]
    november = lines[0]
    assert (november["回答件数"], november["再開件数"]) == ("2", "1")
    # The late one was reopened, by which its deadline moved behind its answer: it says nothing any more.
    assert (november["期限を比べた回答件数"], november["期限内の回答件数"]) == ("1", "1")
    assert november["回答までの日数（中央値）"] == "16"
    assert (november["回答案の修正率（平均）"], november["満足度（平均）"]) == ("0.5", "3.5")
    page = await chief.get("/inquiries/statistics?span=3")
    facts = {each.dt.text: each.dd.text for each in page.select(".definitions > div")}
    assert facts["受付"] == "4件"
    assert facts["期限内の割合"].startswith("100")
    assert facts["満足度"].startswith("3.5")


async def test_a_case_that_came_at_night_in_japan_counts_to_its_day_there(desk: Desk, chief: Browser) -> None:
    clock = desk.workspace.clock
    clock.moment = clock.moment.replace(month=11, day=30, hour=15, minute=30)
    await desk.receive("夜中の照会です。")
    assert [line["受付月"] for line in await numbers(chief)] == ["2026-12"]


async def test_the_load_of_each_officer(desk: Desk, chief: Browser) -> None:
    late = await desk.receive(THREAT)
    await desk.confirm(late, owner=desk.kaede.person.id, flags=["threat"])
    desk.workspace.clock.advance(days=20)
    await desk.receive("新しい照会です。")
    over = await desk.receive("終わった照会です。")
    await desk.deed(over, "decline", words="重複のため。")
    page = await chief.get("/inquiries/load")
    rows = [[cell.text.strip() for cell in row.select("th, td")] for row in page.select("tbody tr")][:2]
    assert rows == [
        ["総務課", "窓口かえで", "1", "1", "0", "1", "20日経過"],
        ["担当課なし", "担当者なし", "1", "0", "0", "0", "0日経過"],
    ]


async def test_only_supervisors_of_the_organisation_see_them(desk: Desk) -> None:
    await desk.receive()
    for path in ("/inquiries/load", "/inquiries/statistics", "/inquiries/statistics.csv"):
        assert (await desk.sakura.client.get(path)).status_code == 404
    stranger = await desk.workspace.browser("例示市の責任者", Role.INQUIRY_SUPERVISOR, of=desk.workspace.city)
    assert await numbers(stranger) == []
    assert "対応中の案件はありません。" in (await stranger.get("/inquiries/load")).text


async def test_a_case_due_soon_is_found_from_the_queue(desk: Desk) -> None:
    await desk.receive("期限の近い照会です。", channel=Channel.COUNTER)
    desk.workspace.clock.advance(days=12)
    await desk.receive("期限の遠い照会です。")
    page = await desk.sakura.get("/inquiries?due=soon")
    assert [link.text for link in page.select(".desk-case > a")] == ["R8-000001"]
