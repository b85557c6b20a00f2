"""What is wrong with the answer to a worked example, by the words that it has to hold and may not hold."""

from collections.abc import Sequence
from dataclasses import dataclass

from genkan.apps.app import Example
from genkan.apps.form.values import Values


@dataclass(frozen=True)
class Miss:
    """One expectation that an answer does not meet: ``words`` that are missing, or that stand in it."""

    words: str
    missing: bool


def misses(examples: Sequence[Example], values: Values, text: str) -> tuple[Miss, ...]:
    """Every miss of an answer to a form filled as one of the examples; none where it was filled otherwise."""
    for example in examples:
        if example.values and all(values.get(key) == value for key, value in example.values.items()):
            missing = (Miss(words, missing=True) for words in example.holds if words not in text)
            standing = (Miss(words, missing=False) for words in example.lacks if words in text)
            return (*missing, *standing)
    return ()
