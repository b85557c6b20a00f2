"""What counts as the same spelling."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from genkan.knowledge.text.normalise import normalise, normalise_with_places
from genkan.knowledge.text.numerals import number_of


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        # article numbers in every spelling are one
        ("第二十七条の三", "27条の3"),
        ("第２７条の３", "27条の3"),
        ("27条の3", "27条の3"),
        # 「第」 stays where it keeps two numbers apart
        ("第十二条の二第三項第一号", "12条の2第3項1号"),
        # dates of eras, the first year included
        ("令和七年四月一日", "令和7年4月1日"),
        ("令和元年度", "令和1年度"),
        ("元の状態", "元の状態"),
        # words that only look like numbers
        ("一般", "一般"),
        ("第三者", "第三者"),
        ("三者", "三者"),
        ("一部を改正", "一部を改正"),
        ("第三条の一部を改正", "3条の一部を改正"),
        ("統一的な", "統一的な"),
        ("同一人", "同一人"),
        ("万一", "万一"),
        ("千代田区", "千代田区"),
        ("数十年", "数十年"),
        ("何十件", "何十件"),
        # 十分 is enough, unless it is ten minutes
        ("十分な措置", "十分な措置"),
        ("十分間", "10分間"),
        ("五時十分", "5時10分"),
        # 一時 is for a while, unless it is one o'clock or an hour
        ("一時的", "一時的"),
        ("午後一時", "午後1時"),
        ("一時間", "1時間"),
        # a quarter of the year is no fourteen
        ("第一四半期", "第1四半期"),
        # fractions and money
        ("百分の八十", "100分の80"),
        ("三十分の一", "30分の1"),
        ("百万円", "1000000円"),
        ("100万円", "1000000円"),
        ("１，０００，０００円", "1000000円"),
        ("二億五千万円", "250000000円"),
        # digits one after another
        ("二〇二五年", "2025年"),
        # widths, cases and dashes
        ("ＵＳＢメモリ", "usbメモリ"),
        ("ｶﾞｲﾄﾞﾗｲﾝ", "ガイドライン"),
        ("か\u3099いと\u3099", "がいど"),
        ("１０～２０", "10~20"),
        # telephone numbers keep their zero
        ("03-1234-5678", "03-1234-5678"),
        # Arabic and kanji digits side by side are two numbers
        ("１２一般", "12一般"),
        ("", ""),
    ],
)
def test_one_spelling(written: str, expected: str) -> None:
    assert normalise(written) == expected
    assert normalise_with_places(written).text == expected


def test_places_lead_back_to_the_original() -> None:
    written = "この規程第二十七条の三は、ｶﾞｲﾄﾞ"
    placed = normalise_with_places(written)
    start = placed.text.index("27条の3")
    assert written[slice(*placed.original(start, start + len("27条の3")))] == "第二十七条の三"
    start = placed.text.index("ガイド")
    assert written[slice(*placed.original(start, start + 3))] == "ｶﾞｲﾄﾞ"


@given(st.text(alphabet="第条項号の一二十百千万年円分時般0９,、。 aＡｶﾞか\u3099㌔①", max_size=40))
def test_both_ways_agree_and_places_stay_in_order(written: str) -> None:
    placed = normalise_with_places(written)
    assert placed.text == normalise(written)
    assert len(placed.text) == len(placed.starts) == len(placed.ends)
    assert list(placed.starts) == sorted(placed.starts)
    assert all(start < end <= len(written) for start, end in zip(placed.starts, placed.ends, strict=True))


@pytest.mark.parametrize(
    ("numeral", "value"),
    [
        ("二十七", 27),
        ("百", 100),
        ("千二百三十四", 1234),
        ("三億二千万", 320_000_000),
        ("3万5千", 35_000),
        ("１２", 12),
        ("1,000", 1000),
        ("〇", 0),
        # neither a word nor nothing is a number
        ("十一般", None),
        ("", None),
        # a line of digits is no number worth having
        ("1" * 10_000, None),
        ("一" * 10_000, None),
    ],
)
def test_numbers(numeral: str, value: int | None) -> None:
    assert number_of(numeral) == value
