"""Whether the scores say that there is a good answer at all."""

from genkan.knowledge.search.finding import Findings

# Where the best passage holds less than this share of the question's words, there is mostly no answer;
# docs/decisions/0019-ranking.md says how often that errs either way.
_LEAST_COVERAGE = 0.45


def is_confident(findings: Findings) -> bool:
    """Whether something was looked up, or the best passage holds enough of what the question is about."""
    return bool(findings.named.articles) or findings.coverage >= _LEAST_COVERAGE
