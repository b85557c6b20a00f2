"""Who marks what, and in which order."""

from collections import Counter

import pytest

from genkan.evaluation.marking.ordering import Given, assign, order

ANSWERS = [Given(f"a{q}{n}", f"q{q}", f"社{n}") for q in range(10) for n in range(15)]


def test_every_answer_has_two_markers_evenly_and_none_with_a_conflict() -> None:
    markers = [f"m{n}" for n in range(5)]
    conflicts = {"m0": {"社1", "社2"}, "m1": {"社1"}}
    given = assign(ANSWERS, markers=markers, conflicts=conflicts, seed="s")
    count = Counter(answer.answer_id for own in given.values() for answer in own)
    assert set(count.values()) == {2}
    assert len(count) == 150
    for marker, parties in conflicts.items():
        assert not {answer.party for answer in given[marker]} & parties
    loads = [len(own) for own in given.values()]
    assert max(loads) - min(loads) <= 1
    assert given == assign(ANSWERS, markers=markers, conflicts=conflicts, seed="s")
    assert given != assign(ANSWERS, markers=markers, conflicts=conflicts, seed="t")


@pytest.mark.parametrize(
    ("markers", "conflicts", "without"),
    [
        (["m0"], {}, 150),
        (["m0", "m1"], {"m1": {"社3"}}, 10),
        ([], {}, 150),
    ],
)
def test_too_few(markers: list[str], conflicts: dict[str, set[str]], without: int) -> None:
    with pytest.raises(LookupError) as error:
        assign(ANSWERS, markers=markers, conflicts=conflicts, seed="s")
    assert error.value.args == (without,)


@pytest.mark.parametrize(("percent", "repeats"), [(0, 0), (10, 15), (50, 75)])
def test_the_order_of_a_marker(percent: int, repeats: int) -> None:
    places = order(ANSWERS, person_id="m0", seed="s", duplicate_percent=percent)
    assert [place.position for place in places] == list(range(1, 151 + repeats))
    questions = [place.answer_id[:2] for place in places]
    blocks = [one for one, before in zip(questions, ["", *questions], strict=False) if one != before]
    assert len(blocks) == 10, "a question is marked as a whole"
    firsts = {place.answer_id: place.position for place in places if not place.turn}
    gaps = [place.position - firsts[place.answer_id] for place in places if place.turn]
    assert len(gaps) == repeats
    assert all(gap > 0 for gap in gaps)
    other = order(ANSWERS, person_id="m1", seed="s", duplicate_percent=percent)
    assert [place.answer_id for place in other] != [place.answer_id for place in places]
