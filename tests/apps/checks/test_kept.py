"""What a rewriting may not change: each planted change is found, and harmless ones are none."""

import pytest

from genkan.apps import Check, CheckOutcome
from genkan.apps.checks.kept import check_dates_kept, check_numbers_kept, check_references_kept


def details(check: Check) -> tuple[str, ...]:
    assert (check.outcome is CheckOutcome.FAILED) == bool(check.details)
    return check.details


@pytest.mark.parametrize(
    ("source", "text", "faults"),
    [
        ("予算は1,200万円。", "予算は１２００万円。", ()),
        (
            "予算は1,200万円。",
            "予算は1,500万円。",
            ("「1200」がなくなっています。", "「1500」が元の文章にありません。"),
        ),
        ("3人が3日間。", "3人が数日間。", ("「3」がなくなっています。",)),
        ("", "", ()),
    ],
)
def test_numbers(source: str, text: str, faults: tuple[str, ...]) -> None:
    assert details(check_numbers_kept(text, source)) == faults


@pytest.mark.parametrize(
    ("source", "text", "faults"),
    [
        ("令和9年4月1日に5,000円を渡す。", "2027年4月1日に五千円、5,000円を渡す。", ()),
        (
            "令和9年4月1日まで。",
            "2027年4月2日まで。",
            ("「2027-4-1」がなくなっています。", "「2027-4-2」が元の文章にありません。"),
        ),
        ("10冊まで。", "12冊まで。", ()),
    ],
)
def test_dates_and_amounts(source: str, text: str, faults: tuple[str, ...]) -> None:
    assert details(check_dates_kept(text, source)) == faults


@pytest.mark.parametrize(
    ("source", "text", "faults"),
    [
        ("例示法第3条第2項による。", "例示法第３条第２項に基づく。", ()),
        (
            "第十二条の二第一項",
            "第十二条の三第一項",
            ("「第十二条の二第一項」がなくなっています。", "「第十二条の三第一項」が元の文章にありません。"),
        ),
        ("「速やかに」と定める。", "「速やかに」とする。", ()),
        (
            "「速やかに」と定める。",
            "「直ちに」と定める。",
            ("「速やかに」がなくなっています。", "「直ちに」が元の文章にありません。"),
        ),
        (
            "例示法第3条",
            "見本法第3条",
            ("「例示法」がなくなっています。", "「見本法」が元の文章にありません。"),
        ),
        ("附則第2条", "第2条", ("「附則第2条」がなくなっています。", "「第2条」が元の文章にありません。")),
    ],
)
def test_provisions_and_quotations(source: str, text: str, faults: tuple[str, ...]) -> None:
    assert details(check_references_kept(text, source)) == faults


def test_many_faults_are_counted() -> None:
    check = check_numbers_kept("", " ".join(str(number) for number in range(100, 150)))
    assert len(check.details) == 21
    assert check.details[-1] == "このほか30件あります。"
