"""What the check of a whole text found."""

from dataclasses import dataclass

from genkan.knowledge.citation.places import Place
from genkan.knowledge.citation.verdict import CitationCheck, CitationSummary


@dataclass(frozen=True)
class Examination:
    """What became of each citation and reference of a text, in its order, and the measures.

    ``short_quotations`` stand with a citation or a reference and are too short to be compared. ``not_looked_for`` are
    misquotations beyond the first, for which no other article was looked through. ``unsourced`` are the places of the
    claims that cite nothing.
    """

    checks: tuple[CitationCheck, ...]
    summary: CitationSummary
    short_quotations: int = 0
    not_looked_for: int = 0
    unsourced: tuple[Place, ...] = ()

    @property
    def failures(self) -> tuple[CitationCheck, ...]:
        """Those that could not be confirmed, in the order of the text."""
        return tuple(check for check in self.checks if check.failed)
