"""Putting an item into words: what is sent, and what is expected of the answer."""

from collections.abc import Iterator, Sequence

from genkan.evaluation.benchmarks.item import AskedItem, Item
from genkan.evaluation.benchmarks.reading import CHOICE
from genkan.evaluation.benchmarks.shuffling import order_of
from genkan.evaluation.graders import Expectation
from genkan.evaluation.running import Question

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_ONE = "選択肢から1つを選び、最後の行に「答え：」に続けて、その記号だけを書いてください。"
_SEVERAL = (
    "当てはまる選択肢を全て選び、最後の行に「答え：」に続けて、その記号だけを「、」で区切って書いてください。"
)


def pose(items: Sequence[Item], *, repetitions: int, seed: int) -> Iterator[tuple[Question, AskedItem]]:
    """Every item once a repetition, with its choices in another order each time."""
    for repetition in range(1, repetitions + 1):
        for item in items:
            yield _posed(item, repetition, seed)


def _posed(item: Item, repetition: int, seed: int) -> tuple[Question, AskedItem]:
    key = f"{item.key}#{repetition}"
    order = order_of(item.key, len(item.choices), seed=seed, repetition=repetition) if item.choices else ()
    choices = tuple(item.choices[choice - 1] for choice in order)
    question = Question.of(
        key, _prompt(item, choices), system=item.system, limit=item.limit, seconds=item.seconds
    )
    asked = AskedItem(
        question_key=key,
        item_key=item.key,
        repetition=repetition,
        field=item.field,
        family=item.family,
        should_refuse=item.should_refuse,
        expectation=Expectation(
            grader=item.grader,
            choices=choices,
            key=_key(item, order),
            tolerance=item.tolerance,
        ),
    )
    return question, asked


def _key(item: Item, order: Sequence[int]) -> tuple[str, ...]:
    """What is right under the letters shown."""
    if item.grader != CHOICE:
        return item.answers
    return tuple(_LETTERS[place] for place, choice in enumerate(order) if choice in item.right)


def _prompt(item: Item, choices: Sequence[str]) -> str:
    parts = [item.context.strip(), item.question]
    if choices:
        parts.append("\n".join(f"{_LETTERS[place]}. {choice}" for place, choice in enumerate(choices)))
        parts.append(_SEVERAL if len(item.right) > 1 else _ONE)
    return "\n\n".join(part for part in parts if part)
