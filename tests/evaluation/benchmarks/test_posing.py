"""Reading sets of questions, and putting them into words with their choices in another order each time."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from genkan.evaluation.benchmarks.errors import GraderUnfit, UnreadableItem
from genkan.evaluation.benchmarks.posing import pose
from genkan.evaluation.benchmarks.reading import read_items
from genkan.evaluation.benchmarks.shuffling import order_of
from genkan.evaluation.errors import NoQuestions

LAWQA = Path(__file__).parents[3] / ".." / "shared" / "data" / "lawqa" / "dev.jsonl"
CHOICES = {"a": "三年", "b": "五年", "c": "十年", "d": "三十年"}
ITEM = {"id": "1", "question": "保存期間は。", "choices": CHOICES, "answer": "b"}


def line(**changes: Any) -> str:
    """A line of a set."""
    return json.dumps({**ITEM, **changes}, ensure_ascii=False)


@pytest.mark.parametrize(
    ("changes", "grader", "right", "answers"),
    [
        ({}, "choice", (2,), ()),
        ({"answer": ["D", "a"]}, "choice", (1, 4), ()),
        ({"choices": ["三年", "五年"], "answer": "a"}, "choice", (1,), ()),
        ({"choices": None, "answer": 2001}, "normalised", (), ("2001",)),
        ({"choices": None, "answer": ["甲", "乙"], "grader": "contains"}, "contains", (), ("甲", "乙")),
        ({"choices": None, "answer": "", "should_refuse": True}, "refusal", (), ()),
    ],
)
def test_a_line_says_what_is_right(
    changes: dict[str, Any], grader: str, right: tuple[int, ...], answers: tuple[str, ...]
) -> None:
    (item,) = read_items([line(**changes), ""])
    assert (item.grader, item.right, item.answers) == (grader, right, answers)
    assert item.should_refuse == (grader == "refusal")


@pytest.mark.parametrize(
    ("given", "error"),
    [
        ([], NoQuestions),
        (["{"], UnreadableItem),
        ([line(question=" ")], UnreadableItem),
        ([line(id="x" * 71)], UnreadableItem),
        ([line(answer="e")], UnreadableItem),
        ([line(answer="")], UnreadableItem),
        ([line(choices={"a": "三年"}, answer="a")], UnreadableItem),
        ([line(grader="judge")], GraderUnfit),
    ],
)
def test_a_line_that_cannot_be_asked_is_named(given: list[str], error: type[Exception]) -> None:
    with pytest.raises(error):
        read_items(given)


def test_each_choice_stands_in_each_place_once_in_as_many_repetitions() -> None:
    orders = [order_of("問1", 4, seed=7, repetition=repetition) for repetition in range(1, 5)]
    for place in range(4):
        assert {order[place] for order in orders} == {1, 2, 3, 4}
    assert order_of("問1", 4, seed=7, repetition=5) == orders[0]
    drawn = {order_of("問1", 4, seed=seed, repetition=1) for seed in range(200)}
    assert len(drawn) == 24


def test_the_letters_follow_the_order_that_is_shown() -> None:
    items = read_items([line(context="資料の文", system="簡潔に")])
    posed = list(pose(items, repetitions=4, seed=1))
    for question, asked in posed:
        system, message = question.messages
        assert system.content == "簡潔に" and message.content.startswith("資料の文\n\n保存期間は。")
        (letter,) = asked.expectation.key
        assert f"{letter}. 五年" in message.content
        assert asked.expectation.choices["abcd".index(letter)] == "五年"
    assert Counter(asked.expectation.key for _, asked in posed) == {(letter,): 1 for letter in "abcd"}
    assert [question.key for question, _ in posed] == ["1#1", "1#2", "1#3", "1#4"]
    (bare,) = read_items([line(context="資料の文")], with_context=False)
    assert bare.context == ""


def test_lawqa_is_read_as_it_is() -> None:
    if not LAWQA.exists():
        pytest.skip("the public set is not beside the project")
    items = read_items(LAWQA.read_bytes().splitlines())
    assert len(items) == 72
    assert {len(item.choices) for item in items} == {4}
    assert all(item.context and item.field and len(item.right) == 1 for item in items)
