"""Nobody can be found in the public data: groups of fewer than ten persons are widened, or left out and told."""

from dataclasses import replace

from genkan.trial.gathering import read_evidence
from genkan.trial.numbers import numbers_of
from genkan.trial.paper import Cover, Material, Words, as_text, write_ministry_part, write_report
from genkan.trial.protocol import TrialOrganisation
from genkan.trial.public_data import ANY, public_data_of
from genkan.trial.small_groups import hidden_cells, too_small

from .story import TRIAL, Deed, assigned, ended, events_of, frozen, protocol, story, voted


def test_small_groups_are_widened_and_the_smallest_left_out() -> None:
    """30 persons of two ministries on one work; 4 on another; 3 at class two."""
    plan, deeds = protocol(), []
    people = [(f"n{one:03}", "compare", 1) for one in range(30)]
    people += [(f"n{one:03}", "document-drafting", 1) for one in range(4)]
    people += [(f"n{one:03}", "compare", 2) for one in range(3)]
    for number, (person, task, level) in enumerate(people):
        deeds += [assigned(number, person, "kou", "otsu", plan, task=task, level=level)]
        deeds += [ended(number, "a"), ended(number, "b"), voted(number, person, "a")]
    data = public_data_of(read_evidence(TRIAL, events_of([frozen(plan), *deeds]), key=b"k" * 32))
    told = {(row.organisation, row.task, row.information_class): row.votes for row in data.votes}
    assert told == {("org1", "compare", 1): 15, ("org2", "compare", 1): 15}
    assert data.left_out == 7
    assert not any("n0" in str(row) or row.task == ANY for row in data.votes)
    wide = public_data_of(read_evidence(TRIAL, events_of([frozen(plan), *deeds]), key=b"k" * 32), least=4)
    assert {(row.organisation, row.task): row.votes for row in wide.votes}[ANY, "document-drafting"] == 4
    assert wide.left_out == 3


def test_a_ministry_of_two_voters_is_nowhere_to_be_read() -> None:
    """Nor are they to be had by subtraction: the next smallest ministry is not told either."""
    ministries = ("org1", "org2", "org3")
    plan = protocol(
        organisations=tuple(
            TrialOrganisation(organisation=one, title=f"例示庁{one}", staff=900) for one in ministries
        )
    )
    deeds = list(story(persons=48, each=9, plan=plan))
    for number, person in enumerate(("v1", "v2"), start=9000):
        small = replace(assigned(number, "n0", "kou", "otsu", plan), actor=person, organisation_id="org3")
        deeds += [small, ended(number, "a"), ended(number, "b", "timed_out"), voted(number, person, "b")]
        answered = {"trial": TRIAL, "minutes": 600, "better": 1}
        deeds.append(Deed("trial:pulse:answered", person, TRIAL, answered, "org3"))
    evidence = read_evidence(TRIAL, events_of(deeds), key=b"k" * 32)
    numbers = numbers_of(evidence, plan)
    analysis, primary = numbers.analysis, numbers.analysis.preference
    assert primary is not None
    assert numbers.hidden("organisation") == ("org1", "org3")
    assert {row.group for row in analysis.groups if row.dimension == "organisation"} == {"org2"}
    assert all(row.persons >= 10 for row in analysis.groups)
    assert {row.of for row in analysis.sensitivity if row.rule == "without_organisation"} == {"org2"}
    assert set(primary.weights) == {"org2"}
    assert numbers.hidden("pulse") == ("org1", "org3")
    assert [(row.organisation, row.persons) for row in analysis.pulse] == [("", 14)]

    for language, said in (
        ("ja", "例示庁org1及び例示庁org3については"),
        ("en", "Results of 例示庁org1 and 例示庁org3 are"),
    ):
        told = Material(numbers=numbers, words=Words(language))
        assert said in as_text(write_report(told, Cover("例示省", "1", "")))
    part = as_text(
        write_ministry_part(Material(numbers=numbers, words=Words("ja")), Cover("例示省", "1", ""), "org3")
    )
    assert "評価者が10人に満たない" in part
    assert "短い調査は、回答した職員が10人に満たない" in part

    public = public_data_of(evidence)
    assert {row.organisation for row in public.votes} <= {"org1", "org2", ANY}
    assert all(row.votes >= 10 for row in public.votes)
    assert all(row.answers >= 10 for row in public.answers)
    assert not any(row.outcome == "timed_out" for row in public.answers)
    assert public.answers_left_out > 2


def test_one_small_group_never_goes_alone() -> None:
    assert too_small({"a": 2, "b": 30, "c": 20}) == {"a", "c"}
    assert too_small({"a": 2, "b": 3, "c": 20}) == {"a", "b", "c"}
    assert too_small({"a": 6, "b": 7, "c": 20}) == {"a", "b"}
    assert too_small({"a": 10, "b": 30}) == frozenset()
    rows = {("x", 1): 3, ("x", 2): 15, ("y", 1): 12, ("y", 2): 40, ("z", 1): 50, ("z", 2): 60}
    assert hidden_cells(rows, lambda cell: cell[0], lambda cell: cell[1]) == {
        ("x", 1),
        ("x", 2),
        ("y", 1),
        ("y", 2),
    }
