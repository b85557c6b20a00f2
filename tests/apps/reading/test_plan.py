"""The reading plan: parts that together are exactly the text, cut where a person would."""

from hypothesis import given
from hypothesis import strategies as st

from genkan.apps.reading import plan_reading


@given(st.text(alphabet="あ。\n 第一章#１.", max_size=400), st.integers(min_value=1, max_value=50))
def test_nothing_is_left_out_and_nothing_is_too_long(text: str, longest: int) -> None:
    plan = plan_reading(text, longest=longest)
    assert "".join(part.text for part in plan.parts) == text
    assert all(len(part.text) <= longest for part in plan.parts)
    assert all(text[part.start : part.end] == part.text for part in plan.parts)
    assert [part.number for part in plan.parts] == list(range(1, len(plan.parts) + 1))
    assert plan.characters == len(text)


def test_it_cuts_before_headings_and_names_the_parts() -> None:
    text = "# 第一章　総則\n" + "あ" * 30 + "\n# 第二章　補則\n" + "い" * 30
    plan = plan_reading(text, longest=45)
    assert [part.title for part in plan.parts] == ["第一章　総則", "第二章　補則"]


def test_without_headings_it_cuts_after_sentences() -> None:
    plan = plan_reading("短い文。" * 5, longest=9)
    assert [part.text for part in plan.parts] == ["短い文。短い文。", "短い文。短い文。", "短い文。"]


def test_a_text_that_fits_is_one_part() -> None:
    assert len(plan_reading("全て", longest=10).parts) == 1
    assert plan_reading("", longest=10).parts == ()
