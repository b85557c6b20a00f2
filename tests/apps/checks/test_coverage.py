"""Coverage of headings, dates and amounts: planted omissions are found, whole outputs pass."""

import pytest

from genkan.apps import CheckOutcome
from genkan.apps.checks import heading_in
from genkan.apps.checks.headings import check_coverage

SOURCE = (
    "# 在宅勤務の試行\n\n## 費用\n\n端末に2,400万円を要した。\n\n第2章　今後の課題\n\n令和9年4月1日に見直す。"
)


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("在宅勤務の費用は2,400万円で、課題は令和9年4月1日に見直す。", []),
        ("在宅勤務の費用は24,000,000円で、課題は2027年4月1日に見直す。", []),
        (
            "在宅勤務の費用は2,400万円である。",
            ["見出し「今後の課題」", "1件は結果にありません（令和9年4月1日）"],
        ),
        ("費用は2,400万円、課題は令和9年4月1日。", ["見出し「在宅勤務の試行」"]),
        ("", ["見出し「在宅勤務の試行」", "見出し「費用」", "見出し「今後の課題」", "2件は結果にありません"]),
    ],
)
def test_what_is_left_out_is_named(text: str, missing: list[str]) -> None:
    check = check_coverage(text, SOURCE)
    assert check.outcome is (CheckOutcome.NOTICE if missing else CheckOutcome.PASSED)
    assert len(check.details) == len(missing)
    assert all(said in detail for said, detail in zip(missing, check.details, strict=True))


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("# 要旨", "要旨"),
        ("第一章　総則", "総則"),
        ("1. 趣旨", "趣旨"),
        ("２　概要", "概要"),
        ("1. 職員は、旅費を請求する。", ""),
        ("旅費を請求する", ""),
        ("2026年の予算", ""),
        ("| 1 | 2 |", ""),
        ("#" * 100_000, ""),
    ],
)
def test_a_heading_is_told_from_a_sentence(line: str, title: str) -> None:
    assert heading_in(line) == title


def test_more_headings_than_are_compared_are_told() -> None:
    check = check_coverage("概要", "\n".join(f"## 概要{number}" for number in range(400)))
    assert check.details == ("見出しは、初めの300個だけを照合しました（全400個）。",)
