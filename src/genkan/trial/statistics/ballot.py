"""One vote as statistics sees it."""

from dataclasses import dataclass

from genkan.trial.evidence.choice import Choice


@dataclass(frozen=True)
class Ballot:
    """The choice of one person between the arm shown as answer A (``left``) and as answer B (``right``)."""

    person: str
    left: str
    right: str
    choice: Choice

    @property
    def winner(self) -> str | None:
        """The preferred arm; ``None`` for a tie of either kind."""
        return {Choice.A: self.left, Choice.B: self.right}.get(self.choice)

    def half_points(self, arm: str) -> int:
        """2 for a win of the arm, 1 for a tie, 0 for a loss: whole numbers, so that sums are exact."""
        return 1 if self.winner is None else 2 * (self.winner == arm)
