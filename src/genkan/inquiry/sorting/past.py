"""Past cases that a person has sorted, made ready once for the many letters that are compared with them."""

from dataclasses import dataclass
from functools import cached_property

from genkan.inquiry.sorting.likeness import Likeness
from genkan.inquiry.sorting.proposal import Answered


@dataclass(frozen=True, eq=False)
class Past:
    """Past cases with what is needed to find those like a letter."""

    cases: tuple[Answered, ...]

    @cached_property
    def likeness(self) -> Likeness:
        """How alike a letter is to each case."""
        return Likeness([case.text for case in self.cases])
