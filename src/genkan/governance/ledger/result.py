"""What a verification of the ledger found."""

from dataclasses import dataclass

from genkan.governance.ledger.faults import Finding


@dataclass(frozen=True)
class Verification:
    """The result: counts of what was there, and the first bad row unless ``ok``.

    ``waiting`` events are so young that their process may still link them; ``adopted`` links were made after
    the process named in the event had ended without linking it, or after someone inserted the event: each of them
    is to be explained.
    """

    events: int
    links: int
    anchors: int
    adopted: int
    waiting: int
    finding: Finding | None

    @property
    def ok(self) -> bool:
        """Whether nothing that was linked and anchored has changed; ``adopted`` says what is still to be explained."""
        return self.finding is None

    @property
    def first_bad(self) -> str | None:
        """Table and key of the first bad row."""
        return f"{self.finding.table} {self.finding.row}" if self.finding else None

    @property
    def reason(self) -> str | None:
        """What is wrong with it, as a Japanese message identifier."""
        return self.finding.fault.label if self.finding else None
