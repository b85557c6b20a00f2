"""The figures of a text and the values by which their spellings are one."""

import pytest

from genkan.apps.checks import FigureKind, figures_in

DATE, AMOUNT, SHARE, COUNT = FigureKind


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # the Japanese calendar and the common one are one day
        ("令和9年4月1日", [(DATE, "2027-4-1")]),
        ("2027年4月1日", [(DATE, "2027-4-1")]),
        ("2027/4/1", [(DATE, "2027-4-1")]),
        ("令和元年度", [(DATE, "2019年度")]),
        ("昭和64年", [(DATE, "1989")]),
        ("12月10日", [(DATE, "12-10")]),
        # width, separators and scales do not count
        ("１，２００万円", [(AMOUNT, "12000000円")]),
        ("12,000,000円", [(AMOUNT, "12000000円")]),
        ("1億2,300万円", [(AMOUNT, "123000000円")]),
        ("3千円", [(AMOUNT, "3000円")]),
        # shares
        ("３割", [(SHARE, "30%")]),
        ("12.5％", [(SHARE, "12.5%")]),
        ("1.5ポイント", [(SHARE, "1.5ポイント")]),
        # other numbers keep their unit
        ("340人", [(COUNT, "340人")]),
        ("第3条", [(COUNT, "3条")]),
        # no figures
        ("三人寄れば文殊の知恵", []),
        ("", []),
        # hostile: very long digits are read in bounded pieces, none is lost for the text
        ("0" * 10, [(COUNT, "0")]),
    ],
)
def test_a_figure_has_one_value(text: str, expected: list[tuple[FigureKind, str]]) -> None:
    assert [(figure.kind, figure.value) for figure in figures_in(text)] == expected


def test_a_hostile_row_of_digits_ends() -> None:
    assert len(list(figures_in("1," * 50_000 + "1" * 50_000))) > 0
