"""Whether an answer cites what there is: pure checks of citations, quotations and worded references."""

from genkan.knowledge.citation.check import examine
from genkan.knowledge.citation.examination import Examination
from genkan.knowledge.citation.known import KnownArticle, KnownRegulation, number_cited
from genkan.knowledge.citation.places import Citation, parse_citations
from genkan.knowledge.citation.verdict import (
    CitationCheck,
    CitationSummary,
    CitedSource,
    Explanation,
    Verdict,
)
from genkan.knowledge.citation.wanted import Wanted, wanted_in

__all__ = [
    "Citation",
    "CitationCheck",
    "CitationSummary",
    "CitedSource",
    "Examination",
    "Explanation",
    "KnownArticle",
    "KnownRegulation",
    "Verdict",
    "Wanted",
    "examine",
    "number_cited",
    "parse_citations",
    "wanted_in",
]
