"""The evidence is read from events alone: nothing lost, nothing twice, everything left out is named."""

import random
from datetime import timedelta

import msgspec
import pytest

from genkan.trial.evidence import TABLES, Evidence, line_of, row_of
from genkan.trial.gathering import read_evidence

from .story import (
    TRIAL,
    Deed,
    LedgerEvent,
    altered,
    arm_of,
    assigned,
    ended,
    events_of,
    exposure_id,
    frozen,
    protocol,
    story,
    voted,
)

KEY = b"k" * 32


def read(events: list[LedgerEvent], key: bytes = KEY) -> Evidence:
    return read_evidence(TRIAL, events, key=key)


def test_the_same_evidence_whatever_the_order_and_whatever_else_is_in_the_ledger() -> None:
    events = events_of(story())
    whole = read(events)
    assert len(whole.exposures) == 96
    assert len(whole.answers) == 192
    assert {row.revision for row in whole.votes} == {1, 2}
    assert not whole.exclusions
    mixed = [
        *events,
        LedgerEvent("x1", events[0].at, "gateway:call:ended", "system", None, "x", "{}"),
        LedgerEvent(
            "x2",
            events[0].at,
            "trial:pulse:answered",
            "n001",
            None,
            "y",
            '{"trial":"y","minutes":1,"better":1}',
        ),
    ]
    random.Random(2).shuffle(mixed)
    assert read(mixed) == whole


def test_persons_have_other_names_in_another_pack_and_stay_apart() -> None:
    one, other = read(events_of(story())), read(events_of(story()), key=b"o" * 32)
    assert len({row.person for row in one.exposures}) == 24
    assert not {row.person for row in one.exposures} & {row.person for row in other.exposures}
    assert not any("n0" in row.person for row in one.exposures)
    assert not {row.marker for row in one.marks} & {row.person for row in one.exposures}


def test_a_clock_set_back_loses_nothing() -> None:
    """The assignment is stamped after the vote: the vote counts, and the rule on hasty votes does not catch it."""
    events = events_of(story())
    late = [altered(one, at=one.at + timedelta(hours=2)) if "assigned" in one.kind else one for one in events]
    read_late, whole = read(late), read(events)
    assert read_late.votes == whole.votes
    assert not read_late.exclusions


PLAN = protocol()
BEFORE = [frozen(PLAN), assigned(1, "n001", "kou", "otsu", PLAN), ended(1, "a"), ended(1, "b")]
FORGED = [
    # a second click, a replayed form
    ([voted(1, "n001", "a"), voted(1, "n001", "b")], "event_repeated", 1),
    # a vote of somebody else
    ([voted(1, "n002", "a")], "event_by_other_person", 0),
    # a marker on an own answer
    ([Deed("trial:answer:marked", "n001", exposure_id(1), {"side": "a", "correct": True, "source_right": True, "usable": True, "harmful": False})], "event_on_own_answer", 0),
    # a side that was never shown
    ([ended(1, "c")], "event_on_no_side", 0),
    # a second end of one side
    ([ended(1, "a", "broken")], "event_repeated", 0),
    # a second assignment of one comparison
    ([assigned(1, "n002", "hei", "otsu", PLAN)], "event_repeated", 0),
    # a vote on nothing
    ([voted(2, "n001", "a")], "event_without_assignment", 0),
    # a vote that nobody can read
    ([Deed("trial:comparison:voted", "n001", exposure_id(1), {"choice": "c", "reasons": []})], "event_unreadable", 0),
    # a vote before the other answer ended
    ([assigned(3, "n003", "kou", "otsu", PLAN), ended(3, "a"), voted(3, "n003", "a")], "vote_before_end", 1),
    # an arm that is in no protocol
    ([assigned(4, "n003", "kou", "tei", PLAN)], "arm_unknown", 0),
    # an information class beyond the protocol
    ([assigned(4, "n003", "kou", "otsu", PLAN, level=3)], "class_not_allowed", 0),
    # a protocol that nobody signed
    ([assigned(4, "n003", "kou", "otsu", protocol(title="偽"))], "protocol_unknown", 0),
    # a protocol whose digest is another's
    ([Deed("trial:protocol:amended", "office", TRIAL, {"number": 1, "digest": "0" * 64, "document": "{}"})], "event_digest_wrong", 0),
    # the office takes a comparison out
    ([Deed("trial:comparison:excluded", "office", exposure_id(1), {"rule": "without_vendors_staff", "reason": ""})], "without_vendors_staff", 0),
]  # fmt: skip


@pytest.mark.parametrize(("deeds", "rule", "votes"), FORGED, ids=[rule for _, rule, _ in FORGED])
def test_what_does_not_count_is_named(deeds: list[Deed], rule: str, votes: int) -> None:
    evidence = read(events_of([*BEFORE, *deeds]))
    assert rule in {row.rule for row in evidence.exclusions}
    assert len(evidence.votes) == votes
    assert evidence.exposures[0].left == "kou"
    assert len(evidence.protocols) == 1


def test_a_build_swapped_behind_one_name_is_named() -> None:
    deed = assigned(4, "n003", "kou", "otsu", PLAN)
    swapped = {
        **deed.details,
        "sides": {**deed.details["sides"], "b": msgspec.to_builtins(arm_of("otsu", "otsu-2"))},
    }
    evidence = read(
        events_of([*BEFORE, Deed(deed.kind, deed.actor, deed.object_id, swapped, deed.organisation_id)])
    )
    assert [(row.rule, row.reason) for row in evidence.exclusions] == [("build_unknown", "otsu=otsu-2")]


def test_rules_of_the_protocol_exclude_hasty_votes_and_those_beyond_the_most() -> None:
    deeds = [frozen(PLAN)]
    for number in range(12):
        deeds += [assigned(number, "n001", "kou", "otsu", PLAN), ended(number, "a"), ended(number, "b")]
        deeds.append(voted(number, "n001", "a"))
    events = events_of(deeds)
    hasty = next(event for event in events if event.kind.endswith("voted"))
    start = next(event for event in events if event.kind.endswith("assigned")).at
    events[events.index(hasty)] = altered(hasty, at=start + timedelta(seconds=2))
    evidence = read(events)
    assert len(evidence.votes) == 12
    assert [(row.exposure, row.rule) for row in evidence.exclusions] == [
        (exposure_id(0), "fastest_vote_seconds"),
        (exposure_id(10), "most_votes_per_person"),
        (exposure_id(11), "most_votes_per_person"),
    ]


def test_rows_are_read_from_their_lines_again() -> None:
    evidence = read(events_of(story()))
    for table in TABLES:
        for row in getattr(evidence, table):
            assert row_of(table, line_of(row)) == row
            assert line_of(row_of(table, line_of(row))) == line_of(row)
