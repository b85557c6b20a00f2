"""The day that a question names, in either calendar."""

from datetime import date

import pytest

from genkan.kit import common_year, in_both, in_common
from genkan.knowledge.parse.front_matter import read_date
from genkan.knowledge.question.meant_day import meant_day
from tests.knowledge.conftest import KnowledgeRoom

# (question, the day meant, the words that say so)
MEANT = [
    ("令和3年4月1日時点の旅費の日当", date(2021, 4, 1), "令和3年4月1日時点"),
    ("平成十五年当時の個人情報", date(2003, 12, 31), "平成十五年当時"),
    ("令和三年四月の時点では", date(2021, 4, 30), "令和三年四月の時点"),
    ("令和元年の当時", date(2019, 12, 31), "令和元年の当時"),
    ("2021-04-01時点の民法第5条", date(2021, 4, 1), "2021-04-01時点"),
    ("西暦2021年2月現在における定義", date(2021, 2, 28), "西暦2021年2月現在"),
    ("２０２１年４月１日時点", date(2021, 4, 1), "２０２１年４月１日時点"),
    ("旅費について、昭和六十四年一月七日現在", date(1989, 1, 7), "昭和六十四年一月七日現在"),
    ("令和3年13月1日時点と令和3年4月1日時点", date(2021, 4, 1), "令和3年4月1日時点"),
]


@pytest.mark.parametrize(("question", "day", "written"), MEANT)
def test_the_day_meant(question: str, day: date, written: str) -> None:
    found = meant_day(question)
    assert found is not None
    assert (found.day, found.written) == (day, written)
    assert question[slice(*found.place)].startswith(written)


# Questions that hold a date, but ask for the law of no other day.
NONE = [
    "令和3年4月1日に施行された法律",
    "昭和二十二年法律第五十四号",
    "第12条現在",
    "令和3年4月31日時点",
    "令和99999年当時",
    "10.5当時",
    "現在の旅費",
    "その当時の規程",
    "",
]


@pytest.mark.parametrize("question", NONE)
def test_no_day_meant(question: str) -> None:
    assert meant_day(question) is None


# (how a day is typed, the day)
TYPED = [
    ("令和7年4月1日", date(2025, 4, 1)),
    ("令和七年四月一日", date(2025, 4, 1)),
    ("令和 7年 4月 1日", date(2025, 4, 1)),
    ("令和元年5月1日", date(2019, 5, 1)),
    ("R7.4.1", date(2025, 4, 1)),
    ("r7/4/1", date(2025, 4, 1)),
    ("Ｈ１５．１．１", date(2003, 1, 1)),
    ("S64-1-7", date(1989, 1, 7)),
    ("2025-04-01", date(2025, 4, 1)),
    ("2025年4月1日", date(2025, 4, 1)),
    ("令和7年4月31日", None),
    ("先月", None),
]


@pytest.mark.parametrize(("typed", "day"), TYPED)
def test_a_day_is_typed_in_either_calendar(typed: str, day: date | None) -> None:
    assert read_date(typed) == day


# (a day, the same as a day of the law): each era's first day and the day before it.
ERAS = [
    (date(2025, 4, 1), "2025年（令和7年）4月1日"),
    (date(2019, 5, 1), "2019年（令和元年）5月1日"),
    (date(2019, 4, 30), "2019年（平成31年）4月30日"),
    (date(1989, 1, 8), "1989年（平成元年）1月8日"),
    (date(1989, 1, 7), "1989年（昭和64年）1月7日"),
    (date(1926, 12, 25), "1926年（昭和元年）12月25日"),
    (date(1912, 7, 30), "1912年（大正元年）7月30日"),
    (date(1868, 10, 23), "1868年（明治元年）10月23日"),
    (date(1800, 1, 2), "1800年1月2日"),
]


@pytest.mark.parametrize(("day", "written"), ERAS)
def test_days_of_the_law(day: date, written: str) -> None:
    assert in_both(day) == written
    assert read_date(written) == read_date(in_common(day)) == day


def test_years_of_eras() -> None:
    assert [
        common_year(era, 1) for era in ("令和", "r", "平成", "h", "昭和", "s", "大正", "t", "明治", "m", "")
    ] == [
        2019,
        2019,
        1989,
        1989,
        1926,
        1926,
        1912,
        1912,
        1868,
        1868,
        1,
    ]


OLD = "---\ntitle: 例示省旅費規程\neffective: 2015-04-01\n---\n#### 第一条（日当）\n\n日当は、千円とする。\n"
NEW = OLD.replace("2015", "2020").replace("千円", "二千円")


async def test_a_search_gives_the_text_of_the_day_that_the_question_names(room: KnowledgeRoom) -> None:
    shelf = await room.collection("例示省規程集")
    await room.load(shelf, travel=OLD)
    await room.load(shelf, travel=NEW)
    # (question, the day asked for beside it, the text found)
    asked = [
        ("例示省旅費規程の日当", None, "二千円"),
        ("平成二十九年当時の例示省旅費規程の日当", None, "千円"),
        ("平成29年4月1日時点の例示省旅費規程第1条", None, "千円"),
        ("平成二十九年当時の例示省旅費規程の日当", date(2026, 1, 1), "二千円"),
    ]
    for question, on, text in asked:
        result = await room.library.search(question, collections=[shelf], on=on)
        assert result.hits[0].text == f"日当は、{text}とする。", (question, on)
        assert ("基準日として読み取り" in result.plan) is (on is None and question[:3] != "例示省")
    before = await room.library.search("平成十年当時の日当", collections=[shelf])
    assert before.hits == ()
    assert before.on == date(1998, 12, 31)
