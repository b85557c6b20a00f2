"""One question of a benchmark with what is right, before its choices are shuffled."""

from dataclasses import dataclass

from genkan.evaluation.graders import Expectation


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A question (問題). ``answers`` are what is right: of a choice the places, from 1, else the texts.

    ``context`` is put before the question. ``family`` names items that belong together, empty for one that stands alone.
    """

    key: str
    question: str
    grader: str
    answers: tuple[str, ...] = ()
    right: tuple[int, ...] = ()
    choices: tuple[str, ...] = ()
    context: str = ""
    system: str = ""
    field: str = ""
    family: str = ""
    tolerance: float = 0.0
    limit: int = 1024
    seconds: float = 120.0
    should_refuse: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedItem:
    """An item as it was asked under ``question_key``, its choices in the order shown."""

    question_key: str
    item_key: str
    repetition: int
    field: str
    family: str
    should_refuse: bool
    expectation: Expectation
