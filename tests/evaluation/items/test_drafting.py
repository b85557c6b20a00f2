"""What can be wrong with a question, as a table."""

from dataclasses import replace

import pytest

from genkan.evaluation.items.drafting import Typed, checked, faults_of, typed_of

CHOICE = Typed(field="japanese", form="choice", prompt="どれですか。", choices="甲\n乙", key="b")
OPEN = Typed(
    field="drafting", form="open", prompt="書いてください。", rubric="2：結論が先にある\n1:丁寧である"
)
SHORT = Typed(field="inquiry", form="short_answer", prompt="何日ですか。", key="十日\n10日", tolerance="0.5")


@pytest.mark.parametrize(
    ("typed", "fields"),
    [
        (CHOICE, []),
        (OPEN, []),
        (SHORT, []),
        (replace(CHOICE, key="c"), ["key"]),  # beyond the last choice
        (replace(CHOICE, key="a\nb"), ["key"]),  # one choice is right
        (replace(CHOICE, choices="甲\n甲"), ["choices"]),
        (replace(SHORT, choices="甲\n乙"), ["choices"]),  # a short answer has none
        (replace(SHORT, key=""), ["key"]),
        (replace(OPEN, rubric="結論が先にある"), ["rubric"]),  # points for nothing
        (replace(OPEN, rubric="0：丁寧である"), ["rubric"]),
        (replace(OPEN, rubric=""), ["rubric"]),
        (replace(OPEN, grader="oracle"), ["grader"]),
        (replace(SHORT, difficulty="4", field="cooking"), ["field", "difficulty"]),
        (replace(SHORT, prompt=" \n"), ["prompt"]),
        (replace(SHORT, as_of="2026-02-30", tolerance="-1"), ["tolerance", "as_of"]),
    ],
)
def test_faults(typed: Typed, fields: list[str]) -> None:
    assert [fault.field for fault in faults_of(typed)] == fields


@pytest.mark.parametrize("typed", [CHOICE, OPEN, SHORT])
def test_a_question_is_shown_as_it_was_typed(typed: Typed) -> None:
    draft = checked(typed)
    assert checked(typed_of(draft)) == draft
