"""The desk: what stands on top, what the filters leave, and where the next page begins."""

from datetime import timedelta

import pytest

from genkan.governance import Role
from genkan.inquiry.pages import queue
from genkan.inquiry.store.queue import Wanted, list_queue
from tests.inquiry.conftest import THREAT, Desk
from tests.workspace.conftest import Browser


async def shown(desk: Desk, query: str = "", *, by: Browser | None = None) -> list[str]:
    """The numbers of the cases on a page of the desk, without what they have in common."""
    page = await (by or desk.sakura).get(f"/inquiries{query}")
    return [link.text.removeprefix("R8-0000") for link in page.select(".desk-case > a")]


async def test_flags_stand_on_top_and_then_deadlines(desk: Desk) -> None:
    await desk.receive("最初の照会です。")
    desk.workspace.clock.advance(days=7)
    await desk.receive("次の照会です。")
    await desk.receive(THREAT)
    assert await shown(desk) == ["03", "01", "02"]


async def test_what_is_over_leaves_the_queue_and_is_found_again(desk: Desk) -> None:
    over, flagged = await desk.receive("終わる照会です。"), await desk.receive(THREAT)
    await desk.receive("残る照会です。")
    for path in (over, flagged):
        await desk.deed(path, "decline", words="重複しているため。")
    assert await shown(desk) == ["03"]
    assert set(await shown(desk, "?state=over")) == {"01", "02"}
    assert set(await shown(desk, "?state=declined")) == {"01", "02"}
    assert (await shown(desk, "?state=any"))[0] == "03"
    assert await shown(desk, "?state=nonsense") == ["03"]


async def test_filters_by_topic_office_and_owner(desk: Desk) -> None:
    await desk.sakura.post("/inquiries/topics/usual")
    topics = {row["label"]: row["id"] for row in await desk.workspace.rows("inquiry_topic")}
    first, _second, third = [await desk.receive() for _ in range(3)]
    await desk.confirm(first, topic=topics["公印"])
    await desk.confirm(third, office=desk.offices[1].id, owner=desk.kaede.person.id)
    assert await shown(desk, f"?topic={topics['公印']}") == ["01"]
    assert await shown(desk, f"?office={desk.offices[1].id}") == ["03"]
    assert await shown(desk, "?state=received") == ["02"]
    assert await shown(desk, "?desk=mine", by=desk.kaede) == ["03"]
    assert await shown(desk, "?desk=mine") == []


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("手数料", ["01"]),
        ("手数料 電子署名", ["01"]),  # both words
        ("手数料 在宅勤務", []),
        ("R8-000002", ["02"]),
        ("ｒ8-2", ["02"]),
        ("100%", ["02"]),  # a sign that means anything in a pattern
        ("10%_", []),
        ("\x00", ["01", "02"]),
        ("🙏", ["02"]),
        ("مرحبا", ["02"]),
    ],
)
async def test_search_in_number_and_text(desk: Desk, query: str, found: list[str]) -> None:
    await desk.receive()
    await desk.receive("在宅勤務は100%認められますか🙏 مرحبا")
    answer = await desk.sakura.client.get("/inquiries", params={"q": query})
    assert answer.status_code == 200
    assert [number for number in ("01", "02") if f"R8-0000{number}" in answer.text] == found


async def test_pages_follow_one_another_in_both_directions(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queue, "PAGE_LENGTH", 2)
    for number in range(5):
        desk.workspace.clock.advance(days=1)
        await desk.receive(f"{number}番目の照会です。")
    first = await desk.sakura.get("/inquiries")
    assert first.select_one("a[rel=prev]") is None
    second = first.select_one("a[rel=next]")["href"]
    assert await shown(desk, second.removeprefix("/inquiries")) == ["03", "04"]
    third = (await desk.sakura.get(second)).select_one("a[rel=next]")["href"]
    last = await desk.sakura.get(third)
    assert [link.text for link in last.select(".desk-case > a")] == ["R8-000005"]
    assert last.select_one("a[rel=next]") is None
    back = last.select_one("a[rel=prev]")["href"]
    assert await shown(desk, back.removeprefix("/inquiries")) == ["03", "04"]
    front = (await desk.sakura.get(back)).select_one("a[rel=prev]")["href"]
    assert await shown(desk, front.removeprefix("/inquiries")) == ["01", "02"]
    assert (await desk.sakura.get(front)).select_one("a[rel=prev]") is None
    assert await shown(desk, "?after=nonsense") == ["01", "02"]


async def test_what_is_over_comes_latest_first(desk: Desk) -> None:
    for number in range(3):
        desk.workspace.clock.advance(days=7)
        await desk.deed(await desk.receive(f"{number}番目の照会です。"), "decline", words="重複。")
    wanted = Wanted(desk.workspace.ministry.id, open=False)
    async with desk.workspace.parts.database.read() as connection:
        first = await list_queue(connection, wanted, limit=2)
        rest = await list_queue(connection, wanted, limit=2, after=first.last)
        again = await list_queue(connection, wanted, limit=2, before=rest.first)
    assert [case.number[-1] for case in (*first.cases, *rest.cases)] == ["3", "2", "1"]
    assert again.cases == first.cases


async def test_the_figures_lead_to_what_wants_attention(desk: Desk) -> None:
    await desk.receive(THREAT)
    await desk.deed(await desk.receive("自分の照会です。"), "take")
    desk.workspace.clock.moment += timedelta(days=20)
    await desk.receive("新しい照会です。")
    page = await desk.sakura.get("/inquiries")
    figures = {link["href"]: link.strong.text for link in page.select(".desk-figure")}
    assert figures == {
        "/inquiries?flag=yes": "1件",
        "/inquiries?due=over": "2件",
        "/inquiries?due=soon": "0件",
        "/inquiries?state=received": "3件",
        "/inquiries?desk=mine": "1件",
    }
    assert await shown(desk, "?flag=yes") == ["01"]
    assert await shown(desk, "?due=over") == ["01", "02"]
    late = page.select_one(".badge:-soup-contains('日超過')")
    assert late.text == "5日超過"


async def test_an_officer_of_a_bureau_finds_its_cases(desk: Desk) -> None:
    await desk.confirm(await desk.receive("総務の照会です。"))
    await desk.receive("まだ誰のものでもない照会です。")
    async with desk.workspace.parts.database.write() as connection:
        await connection.exec_driver_sql(
            f"UPDATE person SET bureau_id = '{desk.offices[0].id}' WHERE id = '{desk.kaede.person.id}'"
        )
    page = await desk.kaede.get("/inquiries")
    assert page.select_one(".tabs a[href='/inquiries?desk=office']") is not None
    assert await shown(desk, "?desk=office", by=desk.kaede) == ["01"]
    assert (await desk.sakura.get("/inquiries")).select_one("a[href='/inquiries?desk=office']") is None


async def test_the_desk_in_english(desk: Desk) -> None:
    await desk.receive(THREAT)
    reader = await desk.workspace.browser("Reader", Role.INQUIRY_OFFICER, language="en")
    page = await reader.get("/inquiries")
    assert page.h1.text == "Inquiries"
    assert "Attention: Threat" in page.text
    assert page.select_one("nav a[href='/inquiries']").text.strip() == "Inquiries"
