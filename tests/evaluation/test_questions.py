"""Sets of questions: what is read, what is left out, what is refused."""

import json

import pytest

from genkan.evaluation import NoQuestions, UnreadableQuestion, read_questions

LINE = {
    "id": "q1",
    "question": "次のうち、正しいものはどれですか。",
    "choices": {"a": "甲", "b": "乙"},
    "question_without_citation": "正しいものは。",
    "gold_articles": ["323AC0000000025:24", "G:guideline"],
}


def line(**changes: object) -> str:
    """A line of a set."""
    return json.dumps({**LINE, **changes}, ensure_ascii=False)


@pytest.mark.parametrize(
    ("field", "query"),
    [
        ("question", "次のうち、正しいものはどれですか。"),
        ("question_without_citation", "正しいものは。"),
        ("question+choices", "次のうち、正しいものはどれですか。\n甲\n乙"),
    ],
)
def test_the_field_that_is_asked(field: str, query: str) -> None:
    (question,) = read_questions([line(), "  "], query_field=field)
    assert question.query == query
    assert question.gold == {"323AC0000000025:24"}


def test_articles_outside_are_left_out_and_no_articles_mean_no_answer() -> None:
    lines = [line(gold_articles=["G:only"]), line(id="q2", gold_articles=[])]
    (question,) = read_questions(lines)
    assert (question.id, question.gold) == ("q2", frozenset())


@pytest.mark.parametrize(
    ("bad", "told"),
    [
        ("{", "2行目"),
        ('["a"]', "2行目"),
        ('{"id": 1, "gold_articles": []}', "question"),
        (line(gold_articles="24"), "gold_articles"),
        (line(gold_articles=None), "gold_articles"),
        (line(gold_articles={"law": "24"}), "gold_articles"),
        (line(gold_articles=[{"law": "24"}]), "gold_articles"),
        (line(gold_articles=["24"]), "gold_articles"),
        (line(question=None), "question"),
        (line(question="　"), "question"),
        (line(question=["a"]), "question"),
        (line(question={"a": None}), "question"),
        (line().encode("cp932"), "2行目"),
    ],
)
def test_what_cannot_be_read_is_told_by_its_line(bad: str | bytes, told: str) -> None:
    with pytest.raises(UnreadableQuestion) as refused:
        read_questions([line(), bad])
    assert told in str(refused.value)


def test_an_empty_set_is_refused() -> None:
    with pytest.raises(NoQuestions):
        read_questions(["", "\n"])
