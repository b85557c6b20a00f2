"""The checks of a translation: planted faults are found, faithful translations pass."""

import pytest

from genkan.apps import Check, CheckOutcome
from genkan.apps.built_in.translation.paragraphs import check_paragraphs
from genkan.apps.built_in.translation.quantities import check_quantities
from genkan.apps.built_in.translation.terms import Term, check_terms, read_terms, terms_in

LISTED = (Term("例示省", "Ministry of Examples"), Term("省", "ministry"), Term("窓口", "counter"))


def details(check: Check) -> tuple[str, ...]:
    assert (check.outcome is CheckOutcome.FAILED) == bool(check.details)
    return check.details


@pytest.mark.parametrize(
    ("written", "listed", "notices"),
    [
        ("例示省,Ministry of Examples", 1, 0),
        ("原語,訳語\n例示省,Ministry of Examples", 1, 0),
        ("例示省\tMinistry of Examples", 1, 0),
        ('"省、庁","ministries, agencies"', 1, 0),
        ("| 原語 | 訳語 |\n|---|---|\n| 例示省 | Ministry of Examples |", 1, 0),
        ("例示省,A\n例示省,B", 1, 0),
        ("例示省\n窓口,counter", 1, 1),
        ("例示省,", 0, 1),
        ("", 0, 0),
        ("\n,\n", 0, 0),
        ("\n".join(f"語{number},word" for number in range(2_100)), 2_000, 1),
        ("\n".join("誤り" for _ in range(100)), 0, 21),
    ],
)
def test_the_list_of_terms_is_read_as_offices_write_it(written: str, listed: int, notices: int) -> None:
    terms = read_terms(written)
    assert (len(terms.listed), len(terms.notices)) == (listed, notices)


def test_a_term_within_a_longer_one_is_not_meant() -> None:
    assert {term.source for term in terms_in("例示省の窓口", LISTED)} == {"例示省", "窓口"}
    assert {term.source for term in terms_in("例示省と他の省", LISTED)} == {"例示省", "省"}


@pytest.mark.parametrize(
    ("source", "translation", "faults"),
    [
        ("例示省の窓口", "Counters of the Ministry of Examples", ()),
        (
            "例示省の窓口",
            "the counter of the Model Ministry",
            ("「例示省」の訳語「Ministry of Examples」が、訳文にありません。",),
        ),
        (
            "例示省です。\n窓口です。",
            "A counter.\nThe Ministry of Examples.",
            (
                "「例示省」の訳語「Ministry of Examples」が、訳文の第1段落にありません。",
                "「窓口」の訳語「counter」が、訳文の第2段落にありません。",
            ),
        ),
        ("窓口", "an encounter", ("「窓口」の訳語「counter」が、訳文にありません。",)),
        ("他の話", "another matter", ()),
    ],
)
def test_listed_terms(source: str, translation: str, faults: tuple[str, ...]) -> None:
    assert details(check_terms(source, translation, LISTED)) == faults


@pytest.mark.parametrize(
    ("source", "translation", "faults"),
    [
        ("令和9年4月1日に1,200万円", "12 million yen on April 1, 2027", 0),
        ("令和9年4月1日", "April 2, 2027", 2),
        ("1,200万円", "1.2 million yen", 2),
        ("3割の人", "30 percent of people", 0),
        ("2名が参加", "Two people take part", 0),
        ("2名が参加", "Three people take part", 1),
        ("May 2026 in 3 rooms", "2026年5月、三つの部屋", 0),
        ("1億2,300万円", "123,000,000 yen", 0),
        ("予算は1200万円", "预算为1200万日元", 0),
        ("", "", 0),
        ("1 " * 5_000, "1 " * 5_000, 0),
    ],
)
def test_quantities(source: str, translation: str, faults: int) -> None:
    assert len(details(check_quantities(source, translation))) == faults


@pytest.mark.parametrize(
    ("source", "translation", "target", "faults"),
    [
        ("一つ目。\n\n二つ目。", "One.\n\nTwo.", "en", 0),
        ("一つ目。\n二つ目。", "One.", "en", 1),
        ("一つ目です。\n二つ目です。", "One.\n二つ目です。", "en", 1),
        ("One.\nTwo of them are here.", "一つ目です。\nTwo of them are here.", "ja", 1),
        ("One.\nTwo.", "一つ目です。\n二つ目です。", "ja", 0),
    ],
)
def test_paragraphs(source: str, translation: str, target: str, faults: int) -> None:
    assert len(details(check_paragraphs(source, translation, target=target))) == faults


def test_a_hostile_row_of_digits_ends() -> None:
    assert check_quantities("1" * 100_000 + " ,1" * 50_000, "").details
