"""The fifty questions of 例示省: as many as were promised of each kind, over words that the sample rules really have."""

import re
from collections import Counter
from importlib.resources import files

import pytest

from genkan.evaluation.graders import Expectation, Form, Outcome, grade
from genkan.evaluation.items import ItemDraft, alike, sample_items

MATERIAL = "\n\n【参照する規程】\n"
RULES = {
    found[1]: text
    for path in (files("genkan.knowledge") / "sample" / "reijisho").iterdir()
    if (found := re.search(r"^title: (.+)$", text := path.read_text("utf-8"), re.MULTILINE))
}


def test_there_are_fifty_of_the_kinds_that_a_test_wants() -> None:
    items = [item for _, item in sample_items()]
    forms = Counter(item.form for item in items)
    assert len(items) == 50
    assert (forms[Form.OPEN], forms[Form.REFUSAL_EXPECTED], forms[Form.CITATION_REQUIRED]) == (10, 5, 10)
    assert len({item.field for item in items}) == 6
    letters = Counter(item.key[0] for item in items if item.form is Form.CHOICE)
    assert max(letters.values()) <= 4, "no place of a choice is right more often than chance would have it"
    assert all(item.source for item in items)
    assert all(near.score < 0.8 for _, near in alike({code: item.prompt for code, item in sample_items()}))


@pytest.mark.parametrize(
    ("code", "item"), sample_items(), ids=lambda value: value if isinstance(value, str) else ""
)
def test_the_key_stands_in_the_rule_that_is_quoted(code: str, item: ItemDraft) -> None:
    _, _, material = item.prompt.partition(MATERIAL)
    for block in material.split("\n\n例示省") if material else []:
        title, article, words = f"例示省{block.removeprefix('例示省')}".split("\n", 2)
        assert f"#### {article}\n\n{words}" in RULES[title], code
        if item.form is Form.CITATION_REQUIRED:
            assert item.key == (f"{title}{article.partition('（')[0]}",)
    if item.form is Form.EXTRACTION:
        assert all(key in material for key in item.key)
    expected = {
        "choice": item.key[:1],
        "normalised": item.key[:1],
        "numeric": item.key[:1],
        "contains": item.key,
    }
    if item.grader in expected:
        answer = "答え：" + "、".join(expected[item.grader])
        assert grade(Expectation(item.grader, item.choices, item.key), answer).outcome is Outcome.CORRECT
