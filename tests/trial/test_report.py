"""The report says what the events say, and nothing else."""

import csv
import io
import json
import random
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from genkan.trial.report import Report, render_csv, render_json, render_text, trial_report
from genkan.trial.report.wording import EXCLUSIONS, METHOD, OUTCOMES, VERDICTS, translator
from genkan.trial.statistics import Verdict
from genkan.ui.translation import Translations

from .ledger_events import LedgerEvent, Recorded, altered


def report_of(recorded: Recorded) -> Report:
    return trial_report(recorded.events, draws=200)


def forty_votes(*, for_x: int) -> Recorded:
    """Forty persons, one vote each, ``for_x`` of them for the arm x."""
    recorded = Recorded()
    for number in range(40):
        recorded.prefer("x" if number < for_x else "y", f"c{number}", person=f"p{number}")
    return recorded


def test_without_events() -> None:
    report = report_of(Recorded())
    assert (report.comparisons, report.votes, report.exposures, report.win_rates) == (0, 0, (), ())
    assert "評価がまだありません。" in render_text(report)


def test_counts() -> None:
    recorded = Recorded()
    recorded.prefer("x", "c1", person="p1")
    recorded.prefer("x", "c2", person="p1", information_class=2)
    recorded.assign("c3", person="p2")
    recorded.add("trial:comparison:revealed", actor="p1", comparison="c1")
    report = report_of(recorded)
    assert (report.comparisons, report.persons, report.votes, report.voters, report.revealed) == (
        3,
        2,
        2,
        1,
        1,
    )
    assert report.recomputed == 3
    first = report.exposures[0]
    assert (first.assigned, first.as_a + first.as_b, first.voted) == (3, 3, 2)
    assert first.by_class == {1: 2, 2: 1}


def test_a_reader_gets_no_comparison_that_is_still_blind() -> None:
    recorded = Recorded()
    recorded.prefer("x", "c1", person="p1")
    recorded.prefer("x", "c2", person="p2")
    recorded.assign("c3", person="p3")
    assert trial_report(recorded.events, draws=10).comparisons == 3
    assert trial_report(recorded.events, reader="p1", draws=10).comparisons == 1
    assert trial_report(recorded.events, reader="p4", draws=10).comparisons == 2
    recorded.add("trial:comparison:revealed", actor="p1", comparison="c1")
    assert trial_report(recorded.events, reader="p1", draws=10).comparisons == 2


def test_failures_stay_under_the_arm_that_was_assigned() -> None:
    recorded = Recorded()
    recorded.assign("c1", person="p1")
    recorded.end("c1", "a", "timed_out")
    recorded.end("c1", "b")
    recorded.assign("c2", person="p1")
    report = report_of(recorded)
    failed = next(row for row in report.exposures if row.failed)
    other = next(row for row in report.exposures if not row.failed)
    assert failed.outcomes == {"timed_out": 1}
    assert (failed.assigned, failed.completed, failed.unfinished) == (2, 0, 1)
    assert (other.assigned, other.completed, other.unfinished) == (2, 1, 1)


def test_another_build_is_another_arm() -> None:
    recorded = Recorded()
    recorded.prefer("x", "c1", person="p1", build="1")
    recorded.prefer("x", "c2", person="p1", build="2")
    report = report_of(recorded)
    assert len(report.exposures) == 4
    assert {row.arm.build for row in report.exposures} == {"1", "2"}


def test_a_difference_is_told_where_there_is_one() -> None:
    best, worst = report_of(forty_votes(for_x=32)).win_rates
    assert (best.rate, best.verdict, worst.verdict) == (0.8, Verdict.ABOVE, Verdict.BELOW)


def test_no_difference_is_told_where_there_is_none() -> None:
    report = report_of(forty_votes(for_x=22))
    assert {result.verdict for result in report.win_rates} == {Verdict.NOT_DISTINGUISHABLE}
    assert "差があるとはいえない" in render_text(report)
    assert "not distinguishable" in render_text(report, "en")


def test_few_persons_show_nothing() -> None:
    recorded = Recorded()
    for number in range(200):
        recorded.prefer("x", f"c{number}", person=f"p{number % 19}")
    assert {result.verdict for result in report_of(recorded).win_rates} == {Verdict.TOO_FEW_PERSONS}


def with_second_vote(recorded: Recorded) -> None:
    recorded.vote("c1", person="p1", choice="both_bad")


def with_foreign_vote(recorded: Recorded) -> None:
    recorded.assign("c9", person="p1")
    recorded.vote("c9", person="p2", choice="a")


def with_vote_on_nothing(recorded: Recorded) -> None:
    recorded.vote("c9", person="p1", choice="a")


def with_unknown_choice(recorded: Recorded) -> None:
    recorded.assign("c9", person="p1")
    recorded.vote("c9", person="p1", choice="c")


def with_unreadable_details(recorded: Recorded) -> None:
    recorded.events.append(altered(recorded.events[0], id="e9", object_id="c9", details="{"))


def with_second_assignment(recorded: Recorded) -> None:
    recorded.assign("c1", person="p2")


def with_end_of_a_third_side(recorded: Recorded) -> None:
    recorded.end("c1", "c")


def with_end_twice(recorded: Recorded) -> None:
    recorded.end("c1", "a", "broken")


@pytest.mark.parametrize(
    ("disturb", "reason"),
    [
        (with_second_vote, "repeated"),
        (with_foreign_vote, "other_person"),
        (with_vote_on_nothing, "without_assignment"),
        (with_unknown_choice, "unreadable"),
        (with_unreadable_details, "unreadable"),
        (with_second_assignment, "repeated"),
        (with_end_of_a_third_side, "unreadable"),
        (with_end_twice, "repeated"),
    ],
)
def test_what_does_not_count_is_counted_apart(disturb: object, reason: str) -> None:
    recorded = Recorded()
    recorded.prefer("x", "c1", person="p1")
    before = report_of(recorded)
    assert callable(disturb)
    disturb(recorded)
    report = report_of(recorded)
    assert report.exclusions == {reason: 1}
    assert report.win_rates == before.win_rates
    assert report.exposures[0].outcomes == before.exposures[0].outcomes


def test_a_forged_side_shows() -> None:
    recorded = Recorded()
    recorded.assign("c1", person="p1")
    details = json.loads(recorded.events[0].details)
    details["sides"] = {"a": details["sides"]["b"], "b": details["sides"]["a"]}
    forged = altered(recorded.events[0], details=json.dumps(details))
    assert trial_report([forged], draws=10).recomputed == 0


def test_events_of_other_rooms_are_passed_over() -> None:
    recorded = Recorded()
    recorded.prefer("x", "c1", person="p1")
    foreign = altered(recorded.events[0], kind="gateway:call:ended", details="{}")
    assert trial_report([foreign, *recorded.events], draws=200) == report_of(recorded)


def test_the_same_record_gives_the_same_bytes() -> None:
    recorded = forty_votes(for_x=25)
    shuffled: list[LedgerEvent] = random.Random(1).sample(recorded.events, len(recorded.events))
    for render in (render_text, render_json, render_csv):
        assert render(trial_report(shuffled, draws=200)) == render(report_of(recorded))


def test_json() -> None:
    document = json.loads(render_json(report_of(forty_votes(for_x=32))))
    assert (document["votes"], document["seed"], document["draws"]) == (40, 20260901, 200)
    assert document["win_rates"][0]["rate"] == 0.8
    assert document["exposures"][0]["title"] == "試験モデル乙"


def test_csv_is_safe_in_a_spreadsheet() -> None:
    recorded = forty_votes(for_x=32)
    assigned = recorded.events[0]
    recorded.events[0] = altered(assigned, details=assigned.details.replace("試験モデル", "=1+1"))
    text = render_csv(report_of(recorded))
    assert text.startswith("\ufeff")
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    assert rows[0]["title"].startswith("'=1+1")
    assert sum(int(row["wins"] or 0) for row in rows) == 40
    assert rows[0]["reference_low"]


def test_every_word_has_an_english_form() -> None:
    report = report_of(forty_votes(for_x=32))
    translate = translator("en")
    assert all(translate(text) != text for text in (*METHOD, *OUTCOMES.values()))
    text = render_text(report, "en")
    assert not [line for line in text.splitlines() if any("ぁ" <= character <= "ん" for character in line)]


def test_the_page_and_the_terminal_say_the_same_in_english() -> None:
    translations, translate = Translations(), translator("en")
    for text in (*METHOD, *VERDICTS.values(), *EXCLUSIONS.values()):
        assert translations.translate("en", text).lower() == translate(text).lower()


def test_the_days_of_the_terminal_are_those_of_japan() -> None:
    late = datetime(2026, 11, 22, 20, 30, tzinfo=UTC)
    report = replace(report_of(forty_votes(for_x=22)), first_at=late, last_at=late)
    assert "期間: 2026-11-23 – 2026-11-23\n" in render_text(report)
