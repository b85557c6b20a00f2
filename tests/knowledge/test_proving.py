"""Texts proven against a real library, as of a day, and only by what one may read."""

from datetime import date

import pytest

from genkan.knowledge import (
    Verdict,
    add_measure,
    check_text,
    examine,
    measures_of,
    prover_for,
    remove_measures,
)
from genkan.knowledge.errors import NothingToCheck, TextTooLong
from genkan.knowledge.proving import LONGEST_TEXT
from tests.knowledge.conftest import KnowledgeRoom

FEES = """---
title: 例示手数料規程
abbreviations: [手数料規程]
effective: {day}
---
#### 第一条（手数料）

手数料は、{fee}とする。

２ 手数料は、返さない。
{more}"""
OLD = FEES.format(
    day="2020-04-01", fee="二百円", more="\n#### 第二条（免除）\n\n手数料は、免除することができる。\n"
)
NEW = FEES.format(
    day="2025-04-01", fee="三百円", more="\n#### 第三条（電子納付）\n\n手数料は、電子納付による。\n"
)


async def shelves(room: KnowledgeRoom) -> None:
    """A regulation in two versions."""
    collection = await room.collection("規程集")
    await room.load(collection, fees=OLD)
    await room.load(collection, fees=NEW)


async def verdicts(room: KnowledgeRoom, text: str, *, on: date | None = None) -> list[Verdict]:
    """What a text of the ministry's person comes to."""
    readable = await room.readable(room.ministry)
    async with room.database.read() as connection:
        proven = await check_text(room.library, connection, text, collections=readable, on=on)
    return [check.verdict for check in proven.examination.checks]


@pytest.mark.parametrize(
    ("text", "on", "expected"),
    [
        # the fee of today, and of a day in the past
        ("手数料規程第1条は「手数料は、三百円とする」と定める。", None, Verdict.VERIFIED),
        (
            "手数料規程第1条は「手数料は、三百円とする」と定める。",
            date(2022, 1, 1),
            Verdict.QUOTATION_DIFFERS,
        ),
        ("手数料規程第1条は「手数料は、二百円とする」と定める。", date(2022, 1, 1), Verdict.VERIFIED),
        ("手数料規程第1条第3項", None, Verdict.NO_SUCH_PROVISION),
        # an article that an amendment took away, one that it brought, one that never was
        ("手数料規程第2条", date(2022, 1, 1), Verdict.VERIFIED),
        ("手数料規程第2条", None, Verdict.NOT_IN_FORCE),
        ("手数料規程第3条", date(2022, 1, 1), Verdict.NOT_IN_FORCE),
        ("手数料規程第4条", None, Verdict.NO_SUCH_ARTICLE),
        # before the regulation itself was in force
        ("手数料規程第1条", date(2019, 1, 1), Verdict.NOT_IN_FORCE),
        ("架空規程第1条", None, Verdict.NO_SUCH_LAW),
    ],
)
async def test_as_of_a_day(room: KnowledgeRoom, text: str, on: date | None, expected: Verdict) -> None:
    await shelves(room)
    assert await verdicts(room, text, on=on) == [expected]


async def test_what_one_may_not_read_does_not_exist(room: KnowledgeRoom) -> None:
    secret = await room.collection("秘密", of=room.city)
    await room.load(secret, fees=NEW)
    assert await verdicts(room, "手数料規程第1条") == [Verdict.NO_SUCH_LAW]


async def test_without_an_index_the_database_answers(room: KnowledgeRoom) -> None:
    collection = await room.collection("規程集")
    async with room.database.write() as connection:
        await room.library.load_regulation(connection, collection.id, name="fees.md", content=NEW.encode())
    assert await verdicts(room, "手数料規程第1条第2項") == [Verdict.VERIFIED]
    assert await verdicts(room, "手数料規程第4条") == [Verdict.NO_SUCH_ARTICLE]


async def test_an_answer_is_proven_by_the_law_of_its_own_day(room: KnowledgeRoom) -> None:
    await shelves(room)
    text = "手数料規程第2条によります。"
    readable = await room.readable(room.ministry)
    then, now = room.clock().replace(year=2022), room.clock().replace(year=2026)
    async with room.database.read() as connection:
        prover = await prover_for(room.library, connection, [(text, then), (text, now)], collections=readable)
    assert [prover.examine(text, (), at=day).summary.failed for day in (then, now)] == [0, 1]


@pytest.mark.parametrize(
    ("text", "problem"), [(" \n", NothingToCheck), ("あ" * (LONGEST_TEXT + 1), TextTooLong)]
)
async def test_what_cannot_be_checked_is_refused(
    room: KnowledgeRoom, text: str, problem: type[Exception]
) -> None:
    with pytest.raises(problem):
        await verdicts(room, text)


async def test_a_measure_is_kept_once_and_forgotten_with_its_answer(room: KnowledgeRoom) -> None:
    summary = examine("例示規程第1条は「そのような文言はない」とする。", (), known=()).summary
    async with room.database.write() as connection:
        assert await add_measure(connection, "a1", summary)
        assert not await add_measure(connection, "a1", summary)
        assert await measures_of(connection, ["a1", "a2"]) == {"a1": summary}
        await remove_measures(connection, ["a1"])
        assert await measures_of(connection, ["a1"]) == {}
