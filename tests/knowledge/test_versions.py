"""Versions of documents: when each is in force, how a new one takes its place, which articles each has."""

from dataclasses import replace
from datetime import date

import pytest

from genkan.knowledge.dating.versions import (
    Standing,
    Version,
    corrected,
    nearest_version,
    put_in_place,
    version_on,
)
from genkan.knowledge.index import runs_of
from tests.conftest import NOON

APRIL_2020, APRIL_2023, APRIL_2026 = date(2020, 4, 1), date(2023, 4, 1), date(2026, 4, 1)


def version(
    name: str, valid_from: date | None, valid_until: date | None = None, *, repealed: bool = False
) -> Version:
    """A version with an interval."""
    return Version(name, "d", "題名", valid_from, valid_until, repealed, "", name, 1, NOON)


def intervals(versions: tuple[Version, ...]) -> list[tuple[str, date | None, date | None, bool]]:
    """Id, interval and repeal of each."""
    return [(each.id, each.valid_from, each.valid_until, each.repealed) for each in versions]


FIRST = version("a", None)
TWO = (version("a", APRIL_2020, APRIL_2026), version("c", APRIL_2026))
REPEALED = (version("a", APRIL_2020, APRIL_2026, repealed=True),)

# versions that there are, the new one, all versions after it
PLACES = (
    # the first one
    ((), FIRST, [("a", None, None, False)]),
    # a later one ends the one before
    ((FIRST,), version("b", APRIL_2023), [("a", None, APRIL_2023, False), ("b", APRIL_2023, None, False)]),
    # an earlier one ends where the next begins
    (
        (version("a", APRIL_2023),),
        version("b", APRIL_2020),
        [("b", APRIL_2020, APRIL_2023, False), ("a", APRIL_2023, None, False)],
    ),
    # between two
    (
        TWO,
        version("b", APRIL_2023),
        [
            ("a", APRIL_2020, APRIL_2023, False),
            ("b", APRIL_2023, APRIL_2026, False),
            ("c", APRIL_2026, None, False),
        ],
    ),
    # into a document that was repealed: the repeal stays where it was
    (
        REPEALED,
        version("b", APRIL_2023),
        [("a", APRIL_2020, APRIL_2023, False), ("b", APRIL_2023, APRIL_2026, True)],
    ),
    # after a repeal: there is a gap, or none, and the document was repealed in between
    (
        (version("a", APRIL_2020, APRIL_2023, repealed=True),),
        version("b", APRIL_2026),
        [("a", APRIL_2020, APRIL_2023, True), ("b", APRIL_2026, None, False)],
    ),
    # one that states its own end keeps it, but not beyond the next one
    (
        TWO,
        version("b", APRIL_2023, date(2024, 4, 1)),
        [
            ("a", APRIL_2020, APRIL_2023, False),
            ("b", APRIL_2023, date(2024, 4, 1), False),
            ("c", APRIL_2026, None, False),
        ],
    ),
    # the same version again, now repealed
    (
        TWO,
        version("c", APRIL_2026, date(2027, 4, 1), repealed=True),
        [("a", APRIL_2020, APRIL_2026, False), ("c", APRIL_2026, date(2027, 4, 1), True)],
    ),
)


@pytest.mark.parametrize(("earlier", "new", "expected"), PLACES)
def test_a_version_takes_its_place(
    earlier: tuple[Version, ...],
    new: Version,
    expected: list[tuple[str, date | None, date | None, bool]],
) -> None:
    assert intervals(put_in_place(earlier, new)) == expected


# day, the version in force, the one nearest to it, how that stands
DAYS = (
    (date(2020, 3, 31), None, "a", Standing.NOT_YET),
    (APRIL_2020, "a", "a", Standing.IN_FORCE),
    (date(2023, 3, 31), "a", "a", Standing.IN_FORCE),
    (APRIL_2023, None, "a", Standing.ENDED),
    (APRIL_2026, "c", "c", Standing.IN_FORCE),
    (date(2027, 4, 1), None, "c", Standing.REPEALED),
)


@pytest.mark.parametrize(("day", "in_force", "nearest", "standing"), DAYS)
def test_which_version_holds_on_a_day(
    day: date, in_force: str | None, nearest: str, standing: Standing
) -> None:
    versions = (
        version("a", APRIL_2020, APRIL_2023),
        version("c", APRIL_2026, date(2027, 4, 1), repealed=True),
    )
    held = version_on(versions, day)
    assert (held.id if held else None, nearest_version(versions, day).id) == (in_force, nearest)
    assert nearest_version(versions, day).standing(day) is standing


def test_a_source_of_a_known_date_or_of_none_is_a_correction() -> None:
    assert corrected(TWO, APRIL_2020, today=APRIL_2026) is TWO[0]
    assert corrected(TWO, APRIL_2023, today=APRIL_2026) is None
    assert corrected((), None, today=APRIL_2026) is None


def test_a_source_without_a_date_corrects_what_is_in_force_today() -> None:
    assert corrected(TWO, None, today=APRIL_2026) is TWO[1]
    # The other one is not in force before 2026.
    assert corrected(TWO, None, today=APRIL_2023) is TWO[0]
    # None was in force then.
    assert corrected(TWO, None, today=date(2019, 1, 1)) is TWO[1]


def test_articles_that_stay_are_one_run_and_stand_in_the_order_of_the_text() -> None:
    versions = (
        version("v1", None, APRIL_2020),
        version("v2", APRIL_2020, APRIL_2023),
        version("v3", APRIL_2023),
    )
    # article 1 stays, 2 is replaced and comes back, 3 is taken out, 4 is new
    contents = {"v1": ["1", "2", "3"], "v2": ["1", "2x", "3"], "v3": ["1", "2", "4"]}
    assert [tuple(run) for run in runs_of(versions, contents)] == [
        ("1", None, None),
        ("2x", APRIL_2020, APRIL_2023),
        ("3", None, APRIL_2023),
        ("2", None, APRIL_2020),
        ("2", APRIL_2023, None),
        ("4", APRIL_2023, None),
    ]


def test_a_gap_between_versions_divides_a_run() -> None:
    versions = (version("v1", APRIL_2020, APRIL_2023), version("v2", APRIL_2026))
    runs = runs_of(versions, {"v1": ["1"], "v2": ["1"]})
    assert [(run.valid_from, run.valid_until) for run in runs] == [
        (APRIL_2020, APRIL_2023),
        (APRIL_2026, None),
    ]
    joined = (replace(versions[0], valid_until=APRIL_2026), versions[1])
    (run,) = runs_of(joined, {"v1": ["1"], "v2": ["1"]})
    assert (run.valid_from, run.valid_until) == (APRIL_2020, None)
