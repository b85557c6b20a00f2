"""Which exposures do not count in the primary analysis, each with the rule (除外)."""

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

from genkan.trial.evidence.rows import Evidence
from genkan.trial.protocol.document import Exclusions, Protocol
from genkan.trial.statistics.votes import counted_votes

FASTEST = "fastest_vote_seconds"
MOST = "most_votes_per_person"


def excluded(evidence: Evidence, protocol: Protocol) -> dict[str, str]:
    """The rule for each excluded exposure: those recorded as excluded, then those that the protocol's numbers leave out.

    Of several recorded rules the first counts. A vote is too fast by the time between the later end of both answers and
    the first vote; a negative time tells of a clock that was set back, not of haste. Of a person with too many
    votes the first ones count, by the moment of the assignment. That vendors' staff do not count stands in the record
    only, because the evidence does not know where people work.
    """
    rules = {row.exposure: row.rule for row in reversed(evidence.exclusions)}
    for exposure in _too_fast(evidence, protocol.exclusions):
        rules.setdefault(exposure, FASTEST)
    for exposure in _too_many(evidence, protocol.exclusions, rules):
        rules.setdefault(exposure, MOST)
    return rules


def _too_fast(evidence: Evidence, rules: Exclusions) -> Iterator[str]:
    if not rules.fastest_vote_seconds:
        return
    took: dict[str, int] = {}
    for answer in evidence.answers:
        took[answer.exposure] = max(took.get(answer.exposure, 0), answer.total_ms or 0)
    first_vote = {vote.exposure: vote.at for vote in reversed(evidence.votes)}
    for exposure in evidence.exposures:
        ended = exposure.at + timedelta(milliseconds=took.get(exposure.id, 0))
        voted = first_vote.get(exposure.id)
        if voted is not None and 0 <= (voted - ended).total_seconds() < rules.fastest_vote_seconds:
            yield exposure.id


def _too_many(evidence: Evidence, rules: Exclusions, known: dict[str, str]) -> Iterator[str]:
    if not rules.most_votes_per_person:
        return
    votes = counted_votes(evidence)
    counted: Counter[str] = Counter()
    for exposure in sorted(evidence.exposures, key=lambda row: (row.at, row.id)):
        if exposure.id in votes and exposure.id not in known:
            counted[exposure.person] += 1
            if counted[exposure.person] > rules.most_votes_per_person:
                yield exposure.id
