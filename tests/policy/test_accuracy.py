"""How well personal data is found, on sentences as staff write them."""

import pytest

from genkan.policy import Kind
from tests.policy.accuracy import Case, Score, read_cases, score

# What may not be fallen short of, precision before recall. Names are found by cues and a list of surnames alone.
FLOORS = {
    Kind.MY_NUMBER: (1.0, 1.0),
    Kind.CREDIT_CARD: (1.0, 1.0),
    Kind.BANK_ACCOUNT: (0.9, 1.0),
    Kind.PASSPORT: (1.0, 1.0),
    Kind.RESIDENCE_CARD: (1.0, 1.0),
    Kind.DRIVING_LICENCE: (1.0, 1.0),
    Kind.PENSION_NUMBER: (1.0, 1.0),
    Kind.HEALTH_INSURANCE: (0.85, 0.8),
    Kind.EMAIL: (1.0, 1.0),
    Kind.PHONE: (0.95, 1.0),
    Kind.ADDRESS: (1.0, 1.0),
    Kind.NAME: (0.95, 0.85),
}


@pytest.fixture(scope="module")
def cases() -> tuple[Case, ...]:
    return read_cases()


@pytest.mark.parametrize("kind", Kind)
def test_precision_and_recall_stay_above_the_floor(kind: Kind, cases: tuple[Case, ...]) -> None:
    reached = score(cases)[kind]
    precision, recall = FLOORS[kind]

    assert reached.precision >= precision, reached
    assert reached.recall >= recall, reached


def test_there_are_sentences_enough(cases: tuple[Case, ...]) -> None:
    without = sum(1 for case in cases if not case.expected)

    assert len({case.text for case in cases}) == len(cases) >= 350
    assert without >= 150
    assert all(words in case.text for case in cases for _, words in case.expected)


def test_every_kind_is_there_several_times(cases: tuple[Case, ...]) -> None:
    expected = [kind for case in cases for kind, _ in case.expected]

    assert min(expected.count(kind) for kind in Kind) >= 5


def test_a_score_counts_what_is_wrong_and_what_is_missed() -> None:
    missed = Case("番号は123456789019です。", frozenset({(Kind.MY_NUMBER, "123456789019")}))
    wrong = Case("03-1234-5678", frozenset())

    assert score([missed, wrong])[Kind.MY_NUMBER] == Score(right=0, wrong=0, missed=1)
    assert score([missed, wrong])[Kind.PHONE] == Score(right=0, wrong=1, missed=0)
    assert score([missed, wrong])[Kind.PHONE].precision == 0
