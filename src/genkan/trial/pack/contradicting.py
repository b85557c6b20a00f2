"""Rows that contradict the protocol or each other, whatever their digests say."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import TypeVar

import msgspec

from genkan.trial.assignment import Proving
from genkan.trial.evidence import (
    AnswerRow,
    Evidence,
    ExclusionRow,
    Exposure,
    GuessRow,
    MarkRow,
    UseRow,
    VoteRow,
)
from genkan.trial.gathering import UNFINISHED, Rule, Rules
from genkan.trial.pack.alteration import Alteration
from genkan.trial.pack.contents import rows_name
from genkan.trial.pack.words import What
from genkan.trial.protocol.document import is_digest_of, read_protocol

_RULES = frozenset(rule.value for rule in Rule)
_OfExposure = TypeVar("_OfExposure", AnswerRow, VoteRow, GuessRow, MarkRow, UseRow)


def contradictions_of(evidence: Evidence) -> Iterator[Alteration]:
    """Everything that cannot be so, table by table."""
    yield from _protocol_faults(evidence)
    yield from _order_faults(evidence)
    yield from _reference_faults(evidence)
    yield from _answer_faults(evidence)
    yield from _vote_faults(evidence)
    if not any(True for _ in _protocol_faults(evidence)):
        yield from _assignment_faults(evidence)
        yield from _rule_faults(evidence)


def _protocol_faults(evidence: Evidence) -> Iterator[Alteration]:
    for number, row in enumerate(evidence.protocols):
        if row.number != number or not is_digest_of(row.document, row.digest):
            yield _of(What.PROTOCOL, "protocols", str(row.number))
    if not evidence.protocols:
        yield _of(What.PROTOCOL, "protocols", "0")


def _order_faults(evidence: Evidence) -> Iterator[Alteration]:
    before = ""
    for exposure in evidence.exposures:
        if exposure.id <= before:
            yield _of(What.REORDERED, "exposures", exposure.id, field="id")
        before = exposure.id


def _reference_faults(evidence: Evidence) -> Iterator[Alteration]:
    sides = {
        (exposure.id, side)
        for exposure in evidence.exposures
        for side in ("a", "b")[: 2 if exposure.right else 1]
    }
    exposures = {exposure.id for exposure in evidence.exposures}
    for table, rows in (("answers", evidence.answers), ("marks", evidence.marks), ("uses", evidence.uses)):
        for row in rows:
            if (row.exposure, row.side) not in sides:
                yield _of(What.REFERENCE, table, f"{row.exposure}/{row.side}", field="exposure")
    for table, others in (("votes", evidence.votes), ("guesses", evidence.guesses)):
        for other in others:
            if other.exposure not in exposures:
                yield _of(What.REFERENCE, table, other.exposure, field="exposure")


def _answer_faults(evidence: Evidence) -> Iterator[Alteration]:
    answers = {(row.exposure, row.side): row for row in evidence.answers}
    if len(answers) < len(evidence.answers):
        yield _of(What.ANSWER, "answers", "", field="side")
    for exposure in evidence.exposures:
        given = (("a", exposure.left, exposure.left_era), ("b", exposure.right, exposure.right_era))
        for side, arm, era in given[: 2 if exposure.right else 1]:
            row = answers.get((exposure.id, side))
            name = f"{exposure.id}/{side}"
            if row is None:
                yield _of(What.ANSWER, "answers", name)
            elif row.arm != arm or row.era != era:
                yield _of(What.ANSWER, "answers", name, field="arm" if row.arm != arm else "era")


def _vote_faults(evidence: Evidence) -> Iterator[Alteration]:
    answers = by_exposure(evidence.answers)
    votes = by_exposure(evidence.votes)
    excluded = {(row.exposure, row.rule) for row in evidence.exclusions}
    for exposure in evidence.exposures:
        own = votes.get(exposure.id, [])
        yield from _own_votes(exposure, own)
        ends = [row.outcome for row in answers.get(exposure.id, [])]
        early = own and UNFINISHED in ends and (exposure.id, Rule.VOTE_BEFORE_END.value) not in excluded
        if early:
            yield _of(What.VOTE, "votes", f"{exposure.id}/1", field="at")


def _own_votes(exposure: Exposure, votes: list[VoteRow]) -> Iterator[Alteration]:
    for number, vote in enumerate(votes, start=1):
        name = f"{exposure.id}/{vote.revision}"
        if vote.person != exposure.person or not exposure.right:
            yield _of(What.VOTE, "votes", name, field="person" if exposure.right else "exposure")
        if vote.revision != number:
            yield _of(What.REVISION, "votes", f"{exposure.id}/{number}", field="revision")
            return


def _assignment_faults(evidence: Evidence) -> Iterator[Alteration]:
    """Every assignment is computed again from the protocol, its seed and the place."""
    try:
        protocols = {row.digest: read_protocol(row.document) for row in evidence.protocols}
    except msgspec.DecodeError:
        return
    proving = Proving(evidence.trial, protocols)
    for row in evidence.exposures:
        proving.read(row.id, row)
    for name, reason in proving.reasons():
        if reason:
            yield _of(What.ASSIGNMENT, "exposures", name, field=reason)


def _rule_faults(evidence: Evidence) -> Iterator[Alteration]:
    """The rules are applied again, and must exclude what is excluded by them."""
    answers, votes = by_exposure(evidence.answers), by_exposure(evidence.votes)
    excluded = defaultdict[str, list[ExclusionRow]](list)
    for row in evidence.exclusions:
        excluded[row.exposure].append(row)
    try:
        rules = Rules(evidence.protocols, evidence.eras)
    except msgspec.DecodeError:
        yield _of(What.PROTOCOL, "protocols", "", field="document")
        return
    for exposure in evidence.exposures:
        told = excluded.get(exposure.id, [])
        portion = Evidence(
            trial=evidence.trial,
            exposures=(exposure,),
            answers=tuple(answers.get(exposure.id, [])),
            votes=tuple(votes.get(exposure.id, [])),
            exclusions=tuple(row for row in told if row.rule not in _RULES),
        )
        again = [row for row in rules.apply(portion).exclusions if row.rule in _RULES]
        own = [row for row in told if row.rule in _RULES]
        for row in {*again} ^ {*own}:
            yield _of(What.RULE, "exclusions", exposure.id, field=row.rule)


def by_exposure(rows: Iterable[_OfExposure]) -> dict[str, list[_OfExposure]]:
    """Rows by the exposure to which they belong."""
    found = dict[str, list[_OfExposure]]()
    for row in rows:
        found.setdefault(row.exposure, []).append(row)
    return found


def _of(what: What, table: str, name: str, *, field: str = "") -> Alteration:
    return Alteration(what, rows_name(table), name=name, field=field)
