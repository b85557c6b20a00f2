"""A case is received: its number, its deadline, what was found in it, its event."""

import asyncio
import json
from datetime import date

import pytest

from genkan.governance import Role
from genkan.inquiry.store import cases
from tests.inquiry.conftest import LETTER, THREAT, Desk


async def test_a_letter_becomes_a_case(desk: Desk) -> None:
    case = await desk.case(await desk.receive())
    assert (case["number"], case["state"], case["version"]) == ("R8-000001", "received", 1)
    assert case["deadline"] == date(2026, 11, 17)
    assert case["text"] == LETTER.strip()
    assert case["heading"].startswith("先日、情報公開の開示請求をしました")
    assert (case["topic_id"], case["office_id"], case["owner_id"]) == (None, None, None)


async def test_the_citizen_stands_in_a_table_of_its_own(desk: Desk) -> None:
    path = await desk.receive()
    (citizen,) = await desk.workspace.rows("inquiry_citizen")
    assert (citizen["name"], citizen["address"]) == ("例示太郎", "taro@example.jp")
    assert "例示太郎" not in str(await desk.case(path))


async def test_personal_data_is_found_and_not_kept_twice(desk: Desk) -> None:
    await desk.receive()
    (reading,) = await desk.workspace.rows("inquiry_reading")
    found = json.loads(reading["content"])["personal_data"]
    assert [LETTER[each["start"] : each["end"]] for each in found if each["kind"] == "電話番号"] == [
        "090-1234-5678"
    ]
    assert all(set(each) == {"kind", "start", "end"} for each in found)


async def test_the_ledger_holds_no_word_of_the_letter(desk: Desk) -> None:
    path = await desk.receive(THREAT + LETTER)
    assert await desk.kinds(path) == ["inquiry:case:received"]
    (event,) = [
        row for row in await desk.workspace.rows("ledger_event") if row["kind"].startswith("inquiry:")
    ]
    details = json.loads(event["details"])
    assert (details["number"], details["flags"]) == ("R8-000001", ["threat"])
    assert all(words not in event["details"] for words in ("例示太郎", "taro@", "090", "開示", "殺"))


async def test_what_is_dangerous_is_flagged_and_stands_on_top(desk: Desk) -> None:
    calm, flagged = await desk.receive(), await desk.receive(THREAT)
    assert [(await desk.case(path))["rank"] for path in (calm, flagged)] == [1, 0]
    assert (await desk.case(flagged))["urgency"] == "urgent"


async def test_each_organisation_and_fiscal_year_counts_from_one(desk: Desk) -> None:
    city = await desk.workspace.browser("例示市の人", Role.INQUIRY_OFFICER, of=desk.workspace.city)
    paths = [await desk.receive(), await desk.receive(by=city), await desk.receive()]
    desk.workspace.clock.advance(days=150)
    paths.append(await desk.receive())
    numbers = [(await desk.case(path))["number"] for path in paths]
    assert numbers == ["R8-000001", "R8-000001", "R8-000002", "R9-000001"]


async def test_numbers_have_no_gaps_and_no_doubles_under_load(desk: Desk) -> None:
    async with asyncio.timeout(60):
        paths = await asyncio.gather(*(desk.receive(f"{number}番目の照会です。") for number in range(12)))
    numbers = sorted([(await desk.case(path))["number"] for path in paths])
    assert numbers == [f"R8-{number:06}" for number in range(1, 13)]


async def test_a_case_that_could_not_be_written_takes_no_number(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(*_: object) -> None:
        raise RuntimeError

    with monkeypatch.context() as patched:
        patched.setattr(cases, "add_cases", fail)
        with pytest.raises(RuntimeError):
            await desk.receive()
    assert (await desk.case(await desk.receive()))["number"] == "R8-000001"
