"""One graded answer as statistics sees it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Scored:
    """The score of a contestant on an item, from 0 to 1; a failure counts as 0 and stays in the denominator.

    ``outcome`` is the value of a grade's outcome; ``score`` is ``None`` where a person has not marked yet.
    ``family`` is the family of the item, empty for an item that stands alone.
    """

    contestant: str
    item: str
    field: str
    outcome: str
    score: float | None
    family: str = ""

    @property
    def cluster(self) -> str:
        """What is drawn together with it."""
        return self.family or self.item
