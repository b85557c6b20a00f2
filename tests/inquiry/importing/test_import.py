"""A list goes from its file to cases with a report of every row; nothing is taken in twice."""

import asyncio
import csv
import io
import json
from typing import Any

import pytest

from genkan.inquiry.importing import taking
from genkan.inquiry.importing.importing import IMPORT_LIST
from genkan.jobs import Payload
from tests.inquiry.conftest import Desk

HEAD = "整理番号,受付日,件名,内容,氏名,電子メール"
GOOD = "A-1,2026-10-30,手数料,開示請求の手数料はいくらですか。,例示太郎,taro@example.jp"
ROWS = [
    GOOD,
    "A-2,2026-10-30,,,例示花子,",
    "A-3,2026-99-01,,公印について教えてください。,例示花子,",
    "A-4,2030-01-01,,公印について教えてください。,例示花子,",
    "A-5,,,公印について教えてください。,例示花子,taro at example",
    "A-6,,,公印について\N{REPLACEMENT CHARACTER}えてください。,例示花子,",
    "A-7,令和8年10月1日,,公印の押し方を教えてください。,例示花子,hanako@example.jp",
    "A-1,2026-10-30,手数料,同じ番号の別の文面です。,例示太郎,",
]


@pytest.fixture
async def desk(desk: Desk) -> Desk:
    """A desk whose worker rests, so that each test does the job itself."""
    await desk.workspace.parts.worker.stop()
    return desk


async def hand_in(desk: Desk, *rows: str, codec: str = "utf-8") -> str:
    """The path of the import of a list."""
    content = "\n".join([HEAD, *rows]).encode(codec)
    sent = await desk.sakura.client.post(
        "/inquiries/imports", files={"file": ("一覧.csv", content, "text/csv")}
    )
    assert sent.status_code == 303, sent.text
    return sent.headers["location"]


async def begin(desk: Desk, path: str, **columns: int) -> None:
    """Take the list in with the columns as they were guessed, unless they are given."""
    page = await desk.sakura.get(path)
    chosen = {
        select["name"]: (select.select_one("option[selected]") or {"value": ""})["value"]
        for select in page.select("select")
    }
    await desk.sakura.post(f"{path}/begin", {**chosen, **columns})
    await run(desk, path)


async def run(desk: Desk, path: str) -> None:
    await job(desk)({"import_id": path.rsplit("/", 1)[1]})


def job(desk: Desk) -> Any:
    return desk.workspace.parts.inquiries.tasks()[IMPORT_LIST].run


async def report(desk: Desk, path: str) -> dict[int, tuple[str, str, str]]:
    """The report that is downloaded, by row."""
    got = await desk.sakura.client.get(f"{path}/report.csv")
    head, *lines = csv.reader(io.StringIO(got.text.lstrip("\ufeff")))
    assert head == ["行", "結果", "案件", "理由"]
    return {int(row): (outcome, number, reason) for row, outcome, number, reason in lines}


async def test_good_rows_become_cases_and_each_bad_row_has_its_reason(desk: Desk) -> None:
    path = await hand_in(desk, *ROWS)
    await begin(desk, path)
    told = await report(desk, path)
    assert {row: outcome for row, (outcome, _, _) in told.items()} == {
        **{2: "登録", 3: "登録せず", 4: "登録せず", 5: "登録せず", 6: "登録せず", 7: "登録せず"},
        **{8: "登録", 9: "登録せず"},
    }
    assert "照会の内容を入力してください。" in told[3][2]
    assert "受付日を読み取れません。" in told[4][2]
    assert "本日より後" in told[5][2]
    assert told[6][2] == "電子メールアドレスを読み取れません。"
    assert told[7][2] == "文字化けしています。"
    assert "同じ整理番号で内容の異なる行" in told[9][2]
    assert (told[9][1], told[2][1]) == ("R8-000001", "R8-000001")
    cases = sorted(await desk.workspace.rows("inquiry_case"), key=lambda row: row["number"])
    assert [case["channel"] for case in cases] == ["file", "file"]
    assert cases[0]["text"] == "件名：手数料\n\n開示請求の手数料はいくらですか。"
    assert str(cases[1]["received_at"]).startswith("2026-09-30 15:00")
    assert str(cases[1]["deadline"]) == "2026-10-16"
    citizens = {row["email"] for row in await desk.workspace.rows("inquiry_citizen")}
    assert citizens == {"taro@example.jp", "hanako@example.jp"}


async def test_the_same_list_again_adds_nothing(desk: Desk) -> None:
    for codec in ("utf-8", "cp932"):
        path = await hand_in(desk, GOOD, ROWS[6], codec=codec)
        await begin(desk, path)
    assert len(await desk.workspace.rows("inquiry_case")) == 2
    assert [outcome for outcome, _, _ in (await report(desk, path)).values()] == ["登録済み", "登録済み"]
    page = await desk.sakura.get(path)
    assert page.select_one(f"a[href='/inquiries/{(await desk.workspace.rows('inquiry_case'))[0]['id']}']")


async def test_without_a_reference_the_same_row_is_known_by_its_words(desk: Desk) -> None:
    path = await hand_in(desk, *[",,,同じ文面の照会です。,例示太郎,"] * 3)
    await begin(desk, path)
    assert [outcome for outcome, _, _ in (await report(desk, path)).values()] == [
        "登録",
        "登録済み",
        "登録済み",
    ]


async def test_two_imports_of_one_list_at_once_take_each_row_once(desk: Desk) -> None:
    rows = [f"B-{number},,,{number}番目の照会の内容です。,例示太郎," for number in range(30)]
    paths = [await hand_in(desk, *rows) for _ in range(2)]
    for path in paths:
        page = await desk.sakura.get(path)
        chosen = {
            each["name"]: each.select_one("option[selected]")["value"]
            for each in page.select("select")
            if each.select_one("option[selected]")
        }
        await desk.sakura.post(f"{path}/begin", chosen)
    async with asyncio.timeout(60):
        await asyncio.gather(*(run(desk, path) for path in paths))
    assert len(await desk.workspace.rows("inquiry_case")) == 30
    reports = [await report(desk, path) for path in paths]
    assert (
        sorted(outcome for told in reports for outcome, _, _ in told.values())
        == ["登録"] * 30 + ["登録済み"] * 30
    )


async def test_a_worker_that_dies_is_followed_by_one_that_goes_on(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(taking, "AT_ONCE", 10)
    path = await hand_in(desk, *(f"C-{number},,,{number}番目の照会です。,例示太郎," for number in range(25)))
    receiving = desk.workspace.parts.inquiries.receiving
    admit, calls = type(receiving).admit, []

    async def die(*given: Any, **named: Any) -> Any:
        calls.append(given)
        if len(calls) == 2:
            await admit(*given, **named)
            raise RuntimeError
        return await admit(*given, **named)

    monkeypatch.setattr(type(receiving), "admit", die)
    with pytest.raises(RuntimeError):
        await begin(desk, path)
    assert len(await desk.workspace.rows("inquiry_case")) == 10
    await run(desk, path)
    numbers = sorted(row["number"] for row in await desk.workspace.rows("inquiry_case"))
    assert numbers == [f"R8-{number:06}" for number in range(1, 26)]
    assert len(await report(desk, path)) == 25


async def test_an_import_that_cannot_go_on_says_so_and_keeps_no_list(desk: Desk) -> None:
    path = await hand_in(desk, GOOD)
    page = await desk.sakura.get(path)
    chosen = {
        each["name"]: each.select_one("option[selected]")["value"]
        for each in page.select("select")
        if each.select_one("option[selected]")
    }
    await desk.sakura.post(f"{path}/begin", chosen)
    payload: Payload = {"import_id": path.rsplit("/", 1)[1]}
    lost = desk.workspace.parts.inquiries.tasks()[IMPORT_LIST].lost
    assert lost is not None
    await lost(payload)
    assert "取込みが中断しました。" in (await desk.sakura.get(path)).text
    (row,) = await desk.workspace.rows("inquiry_import")
    assert (row["state"], row["content"]) == ("failed", b"")


async def test_the_columns_are_asked_for_and_what_was_chosen_stays(desk: Desk) -> None:
    path = await hand_in(desk, GOOD)
    missing = await desk.sakura.post(f"{path}/begin", {"column.name": "4"}, status=422)
    assert "照会の内容がある列を選択してください。" in missing.text
    assert missing.select_one("select[name='column.name'] option[selected]")["value"] == "4"
    twice = await desk.sakura.post(f"{path}/begin", {"column.text": "3", "column.name": "3"}, status=422)
    assert "「照会の内容」と「照会者の氏名」に、同じ列" in twice.text


async def test_the_ledger_counts_rows_and_quotes_none(desk: Desk) -> None:
    path = await hand_in(desk, GOOD, ROWS[1])
    await begin(desk, path)
    events = [
        row for row in await desk.workspace.rows("ledger_event") if row["kind"].startswith("inquiry:import:")
    ]
    told = {row["kind"].rsplit(":", 1)[1]: json.loads(row["details"]) for row in events}
    assert told["begun"] == {"rows": 2}
    assert told["ended"] == {"state": "done", "taken": 1, "known": 0, "refused": 1}
    assert not any("手数料" in row["details"] or "一覧" in row["details"] for row in events)


async def test_another_organisation_sees_nothing_of_it(desk: Desk) -> None:
    from genkan.governance import Role

    path = await hand_in(desk, GOOD)
    city = await desk.workspace.browser("例示市の人", Role.INQUIRY_OFFICER, of=desk.workspace.city)
    for address in (path, f"{path}/progress", f"{path}/report.csv"):
        await city.get(address, status=404)
    await city.post(f"{path}/begin", {"column.text": "3"}, status=404)


async def test_a_list_that_was_only_looked_at_is_gone_the_next_night(desk: Desk) -> None:
    await hand_in(desk, GOOD)
    begun = await hand_in(desk, GOOD)
    await begin(desk, begun)
    retention = desk.workspace.parts.inquiries.retention
    await retention.run({})
    assert len(await desk.workspace.rows("inquiry_import")) == 2
    desk.workspace.clock.advance(days=1, minutes=1)
    await retention.run({})
    (kept,) = await desk.workspace.rows("inquiry_import")
    assert kept["id"] in begun
