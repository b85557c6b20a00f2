"""Two texts beside each other: nothing is lost, and the figures that changed are named."""

import io
import zipfile

import pytest

from genkan.apps import CheckOutcome
from genkan.apps.built_in.comparison_table.rows import rows_of
from genkan.apps.built_in.differing import changed, check_whole, line_pairs, marked_cells
from genkan.apps.built_in.document_comparison.figures import changed_figures
from genkan.apps.built_in.errors import TooManyLines
from genkan.kit import Problem
from genkan.knowledge import lines_as_word
from tests.conftest import NOON

OLD = "第一条　甲|乙とする。\n\n第二条　七日以内に届け出る。\n第三条　雑則"
NEW = "第一条　甲|乙とする。\n第二条　五日以内に届け出る。\n第四条　委任する事項は、別に定める。"


@pytest.mark.parametrize(
    ("old", "new"),
    [(OLD, NEW), (NEW, OLD), (OLD, OLD), ("", NEW), (OLD, ""), ("a\n" * 50, "a\n" * 40 + "b\n" * 20)],
)
def test_every_line_of_both_texts_is_there(old: str, new: str) -> None:
    assert check_whole(line_pairs(old, new), old=old, new=new).outcome is CheckOutcome.PASSED


def test_a_lost_line_is_found() -> None:
    check = check_whole(line_pairs(OLD, NEW)[1:], old=OLD, new=NEW)
    assert check.outcome is CheckOutcome.FAILED
    assert len(check.details) == 2


def test_what_changed_is_bold_and_marks_of_the_text_are_text() -> None:
    cells = [marked_cells(pair, added="（新設）", removed="（削除）") for pair in line_pairs(OLD, NEW)]
    assert cells[0] == ("第一条　甲\\|乙とする。", "第一条　甲\\|乙とする。")
    assert cells[1] == ("第二条　**五日以内**に届け出る。", "第二条　**七日以内**に届け出る。")


def test_unchanged_lines_are_folded() -> None:
    rows = list(rows_of(line_pairs("a\nb\nc", "a\nb\nd"), folded=True))
    assert rows[0] == ("（略）", "（略）")
    assert len(list(rows_of(line_pairs("a\nb\nc", "a\nb\nd"), folded=False))) == 3


@pytest.mark.parametrize(
    ("old", "new", "figures"),
    [
        ("上限は1,200万円", "上限は1,500万円", [("1,200万円", "1,500万円")]),
        ("上限は1,200万円", "上限は12,000,000円", []),
        (
            "令和9年4月1日に10人",
            "令和9年4月2日に12人",
            [("令和9年4月1日", "令和9年4月2日"), ("10人", "12人")],
        ),
        ("定員は10人", "定員は設けない", [("10人", "")]),
        ("3割", "30％", []),
    ],
)
def test_figures_that_changed(old: str, new: str, figures: list[tuple[str, str]]) -> None:
    found = changed_figures(changed(line_pairs(old, new)))
    assert [(each.old, each.new) for each in found] == figures


def test_too_many_lines_are_refused_with_their_number() -> None:
    with pytest.raises(TooManyLines) as raised:
        line_pairs("a\n" * 3_001, "b")
    assert isinstance(raised.value, Problem)
    assert raised.value.details == {"limit": "3,000", "count": "3,001"}


def test_the_file_for_word_underlines_what_changed() -> None:
    content = lines_as_word(line_pairs(OLD, NEW), heading="新旧対照表", author="", made=NOON)
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        text = packed.read("word/document.xml").decode()
    assert "五日以内" in text
    assert text.count("<w:u ") >= 2
    assert "改正後" in text
