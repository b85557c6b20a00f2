"""Events as the ledger would give them back, for tests of the report."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from genkan.kit import canonical_json, digest
from genkan.trial.assignment import draw

START = datetime(2026, 11, 2, 3, 0, tzinfo=UTC)
TITLES = {"x": "試験モデル甲", "y": "試験モデル乙", "z": "試験モデル丙"}


@dataclass(frozen=True)
class LedgerEvent:
    """The fields of a ledger event that the report reads."""

    id: str
    at: datetime
    kind: str
    actor: str
    object_id: str
    details: str


class Recorded:
    """Writes a history of comparisons event by event."""

    def __init__(self) -> None:
        self.events: list[LedgerEvent] = []

    def add(self, kind: str, *, actor: str, comparison: str, **details: object) -> None:
        """One event, a second after the one before."""
        number = len(self.events)
        at = START + timedelta(seconds=number)
        self.events.append(LedgerEvent(f"e{number:06}", at, kind, actor, comparison, canonical_json(details)))

    def assign(
        self,
        comparison: str,
        *,
        person: str,
        arms: tuple[str, ...] = ("x", "y"),
        information_class: int = 1,
        build: str = "1",
    ) -> None:
        """An assignment that was drawn as the room draws it."""
        drawn = draw(arms, seed="5eed", comparison_id=comparison)
        self.add(
            "trial:comparison:assigned",
            actor=person,
            comparison=comparison,
            arms=arms,
            seed="5eed",
            information_class=information_class,
            sides={side: _arm(arm, build) for side, arm in zip("ab", drawn, strict=True)},
            question_digest=digest("質問"),
            question_length=2,
        )

    def end(self, comparison: str, side: str, outcome: str = "completed") -> None:
        """The end of one answer."""
        self.add(
            "trial:answer:ended",
            actor="system",
            comparison=comparison,
            side=side,
            outcome=outcome,
            characters=10,
        )

    def vote(self, comparison: str, *, person: str, choice: str) -> None:
        """A vote."""
        self.add("trial:comparison:voted", actor=person, comparison=comparison, choice=choice, reasons=[])

    def prefer(self, arm: str, comparison: str, *, person: str, **assignment: object) -> None:
        """A whole comparison that ends with a vote for an arm."""
        self.assign(comparison, person=person, **assignment)  # type: ignore[arg-type]
        for side in "ab":
            self.end(comparison, side)
        drawn = draw(("x", "y"), seed="5eed", comparison_id=comparison)
        self.vote(comparison, person=person, choice="a" if drawn.left == arm else "b")


def altered(event: LedgerEvent, **changes: object) -> LedgerEvent:
    """The event with other fields."""
    return replace(event, **changes)  # type: ignore[arg-type]


def _arm(arm: str, build: str) -> dict[str, object]:
    return {"deployment": arm, "title": TITLES[arm], "build": build, "parameters": {}}
