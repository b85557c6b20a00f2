"""Numbers of cases."""

from datetime import date

import pytest

from genkan.inquiry.number import as_case_number, case_number, fiscal_year


@pytest.mark.parametrize(
    ("day", "year"),
    [
        (date(2026, 4, 1), 2026),  # a fiscal year begins in April
        (date(2026, 12, 31), 2026),
        (date(2027, 3, 31), 2026),
        (date(2027, 4, 1), 2027),
    ],
)
def test_the_fiscal_year_begins_in_april(day: date, year: int) -> None:
    assert fiscal_year(day) == year


def test_a_number_has_the_year_of_reiwa_and_six_digits() -> None:
    assert case_number(2026, 123) == "R8-000123"
    assert case_number(2030, 1_234_567) == "R12-1234567"


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("R8-000123", "R8-000123"),
        ("r8-123", "R8-000123"),
        (" Ｒ８－１２３ ", "R8-000123"),  # as a Japanese keyboard writes it
        ("R8", None),
        ("123", None),  # a number in the text of a letter
        ("R8-000123まで", None),
    ],
)
def test_a_number_is_known_however_it_is_written(typed: str, number: str | None) -> None:
    assert as_case_number(typed) == number
