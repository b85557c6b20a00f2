"""The sets of questions that the project has written itself."""

import json
from pathlib import Path

import pytest

from genkan.evaluation import read_questions
from genkan.knowledge.question.references import parse_references

SETS = Path(__file__).parents[2] / "benchmarks" / "questions"


@pytest.mark.parametrize(("name", "least"), [("lay", 80), ("no_answer", 60), ("sample_staff", 60)])
def test_a_set_is_large_and_asks_nothing_twice(name: str, least: int) -> None:
    questions = read_questions((SETS / f"{name}.jsonl").read_bytes().splitlines())
    assert len({question.query for question in questions}) == len(questions) >= least
    assert len({question.id for question in questions}) == len(questions)
    assert all(bool(question.gold) is (name != "no_answer") for question in questions)


def test_rewrites_name_laws_and_terms_but_no_article() -> None:
    for line in (SETS / "lay.jsonl").read_text(encoding="utf-8").splitlines():
        rewrite = json.loads(line)["rewrite"]
        assert not parse_references(rewrite), rewrite
