"""Whether an answer cites what there is: pure checks of citations, quotations and worded references."""

from genkan.knowledge.citation.check import summarise, verify
from genkan.knowledge.citation.places import Citation, parse_citations
from genkan.knowledge.citation.verdict import (
    CitationCheck,
    CitationSummary,
    CitedSource,
    KnownRegulation,
    Verdict,
)

__all__ = [
    "Citation",
    "CitationCheck",
    "CitationSummary",
    "CitedSource",
    "KnownRegulation",
    "Verdict",
    "parse_citations",
    "summarise",
    "verify",
]
