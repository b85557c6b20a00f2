"""The protocol's rules applied to exposures as they come: what does not count gets a row that says so."""

from collections.abc import Iterator, Sequence

import msgspec

from genkan.trial.evidence import EraRow, Evidence, ExclusionRow, Exposure, ProtocolRow, VoteRow
from genkan.trial.gathering.event import Rule
from genkan.trial.gathering.exposing import UNFINISHED
from genkan.trial.protocol.document import Protocol, read_protocol


class Rules:
    """Applies the rules to exposures in the order of their identifiers, which is that of their assignment.

    How many votes a person has is counted on the way, and whatever another rule excludes is not counted.
    """

    def __init__(self, protocols: Sequence[ProtocolRow], eras: Sequence[EraRow]) -> None:
        self._protocols = {row.digest: read_protocol(row.document) for row in protocols}
        self._builds = {(era.arm, era.build) for era in eras} | {
            (arm.name, arm.build) for protocol in self._protocols.values() for arm in protocol.arms
        }
        self._votes: dict[str, int] = {}

    def apply(self, portion: Evidence) -> Evidence:
        """The portion of one exposure with the rows of the rules that exclude it."""
        exclusions = portion.exclusions
        for exposure in portion.exposures:
            exclusions += tuple(
                ExclusionRow(exposure.id, rule.value, reason)
                for rule, reason in self._reasons(exposure, portion)
            )
            if portion.votes and not any(row.exposure == exposure.id for row in exclusions):
                exclusions += tuple(self._beyond_most(exposure))
        return msgspec.structs.replace(portion, exclusions=exclusions)

    def _reasons(self, exposure: Exposure, portion: Evidence) -> Iterator[tuple[Rule, str]]:
        protocol = self._protocols.get(exposure.protocol)
        if protocol is None:
            yield Rule.PROTOCOL_UNKNOWN, exposure.protocol
            return
        yield from _design_reasons(exposure, protocol)
        for answer in portion.answers:
            if (answer.arm, answer.build) not in self._builds:
                yield Rule.BUILD_UNKNOWN, f"{answer.arm}={answer.build}"
        if portion.votes:
            yield from _vote_reasons(exposure, portion, protocol)

    def _beyond_most(self, exposure: Exposure) -> Iterator[ExclusionRow]:
        most = self._protocols[exposure.protocol].exclusions.most_votes_per_person
        count = self._votes[exposure.person] = self._votes.get(exposure.person, 0) + 1
        if most and count > most:
            yield ExclusionRow(exposure.id, Rule.MOST_VOTES.value, str(most))


def _design_reasons(exposure: Exposure, protocol: Protocol) -> Iterator[tuple[Rule, str]]:
    """What the protocol in force did not allow."""
    arms = {arm.name: arm for arm in protocol.arms}
    for name in filter(None, (exposure.left, exposure.right)):
        if name not in arms:
            yield Rule.ARM_UNKNOWN, name
        elif exposure.information_class > arms[name].highest_class:
            yield Rule.CLASS_NOT_ALLOWED, f"{name}={exposure.information_class}"
    if not exposure.left:
        yield Rule.ARM_UNKNOWN, ""
    if exposure.information_class not in protocol.information_classes:
        yield Rule.CLASS_NOT_ALLOWED, str(exposure.information_class)
    if exposure.organisation not in {one.organisation for one in protocol.organisations}:
        yield Rule.ORGANISATION_OUTSIDE, exposure.organisation


def _vote_reasons(exposure: Exposure, portion: Evidence, protocol: Protocol) -> Iterator[tuple[Rule, str]]:
    waiting = [answer.side for answer in portion.answers if answer.outcome == UNFINISHED]
    if waiting:
        yield Rule.VOTE_BEFORE_END, ",".join(waiting)
    fastest = protocol.exclusions.fastest_vote_seconds
    seconds = vote_seconds(exposure, portion)
    if fastest and 0 <= seconds < fastest:
        yield Rule.FASTEST_VOTE, f"{seconds:.1f}"


def vote_seconds(exposure: Exposure, portion: Evidence) -> float:
    """Seconds from the later end of both answers to the first vote; negative where a clock was set back."""
    first: VoteRow = portion.votes[0]
    longest = max((answer.total_ms or 0 for answer in portion.answers), default=0)
    return (first.at - exposure.at).total_seconds() - longest / 1000
