"""When a look says that another build answers."""

from datetime import UTC, datetime

import numpy as np
import pytest

from genkan.trial.drift.look import FAILED, Agreement, Heard, Look, agreement_of
from genkan.trial.drift.rule import LEVEL, Alarm, agreement_p, alarm_of, length_shift

SAME = tuple(f"answer-{number}" for number in range(12))
OTHER = tuple(f"other-{number}" for number in range(12))
LENGTHS = (40, 60, 80, 20, 50, 90, 200, 150, 60, 30, 70, 10)


def heard(
    answers: tuple[str, ...] = SAME,
    *,
    lengths: tuple[int, ...] = LENGTHS,
    build: str = "b1",
    fingerprint: str = "fp1",
) -> Heard:
    kept = tuple(0 if one == FAILED else length for one, length in zip(answers, lengths, strict=True))
    return Heard(build=build, fingerprint=fingerprint, answers=answers, lengths=kept)


def look(one: Heard, agreement: Agreement = Agreement(12, 12)) -> Look:
    """A look of an era whose build repeats itself as ``agreement`` says."""
    at = datetime(2026, 11, 2, tzinfo=UTC)
    return Look(trial_id="t", arm="arm-1", era=1, day="2026-11-02", at=at, heard=one, agreement=agreement)


def mixed(same: int) -> tuple[str, ...]:
    return SAME[:same] + OTHER[same:]


VARIED = Agreement(0, 12)  # a build that never says the same twice


@pytest.mark.parametrize(
    ("earlier", "today", "expected"),
    [
        ([], heard(), None),  # the first look of an era
        ([look(heard())], heard(), None),
        ([look(heard())], heard(build="b2"), Alarm.BUILD),
        ([look(heard())], heard(fingerprint="fp2"), Alarm.FINGERPRINT),
        ([look(heard())], heard(fingerprint=""), None),  # a server that says nothing of itself today
        ([look(heard(fingerprint=""))], heard(), None),
        ([look(heard()), look(heard(fingerprint=""))], heard(fingerprint="fp2"), Alarm.FINGERPRINT),
        ([look(heard())], heard(OTHER), Alarm.AGREEMENT),
        ([look(heard())], heard(mixed(6)), None),  # half of twelve after one look may be chance,
        ([look(heard())] * 4, heard(mixed(6)), Alarm.AGREEMENT),  # after four it is not
        ([look(heard())] * 4, heard(mixed(11)), None),
        ([look(heard(), VARIED)], heard(OTHER), None),
        ([look(heard(), VARIED)], heard(OTHER, lengths=tuple(2 * one for one in LENGTHS)), Alarm.LENGTH),
        ([look(heard(), VARIED)], heard(OTHER, lengths=tuple(one // 2 for one in LENGTHS)), Alarm.LENGTH),
        # a tenth longer throughout is no other build
        ([look(heard(), VARIED)], heard(OTHER, lengths=tuple(one + one // 10 for one in LENGTHS)), None),
        ([look(heard(), VARIED)], heard(OTHER, lengths=LENGTHS[::-1]), None),
        # failures are not compared; where all fail, nothing is known, not even the build
        ([look(heard())], heard((FAILED,) * 7 + OTHER[7:]), None),
        ([look(heard())], heard((FAILED,) * 12, build="", fingerprint=""), None),
    ],
)
def test_the_alarm(earlier: list[Look], today: Heard, expected: Alarm | None) -> None:
    assert alarm_of(earlier, today) is expected


def test_agreement_leaves_failures_out() -> None:
    assert agreement_of((FAILED, "b", "c"), ("a", "b", "d")) == Agreement(1, 2)
    assert agreement_of((FAILED,), ("a",)).share is None


def test_the_tests_are_exact() -> None:
    """Against SciPy: Fisher's test, and the permutation of signs."""
    from scipy.stats import fisher_exact, permutation_test

    past = [look(heard(), Agreement(20, 24))]
    expected = fisher_exact([[5, 7], [20, 4]], alternative="less").pvalue
    assert agreement_p(past, heard(mixed(5))) == pytest.approx(expected)

    lengths = (41, 66, 71, 30, 55, 80, 260, 140, 75, 33, 71, 14)
    differences = np.log(lengths) - np.log(LENGTHS)
    found = permutation_test(
        (differences,),
        lambda sample, axis: np.mean(sample, axis=axis),
        permutation_type="samples",
        n_resamples=np.inf,
        vectorized=True,
    )
    assert length_shift(past, heard(lengths=lengths)) == pytest.approx((differences.mean(), found.pvalue))


def test_a_build_that_stays_seldom_alarms() -> None:
    """Sixty days of builds that repeat themselves half of the time: at most as many alarms as the level allows."""
    random = np.random.Generator(np.random.PCG64(20_261_102))
    alarms = 0
    for _arm in range(40):
        looks = [look(heard(), Agreement(int(random.binomial(12, 0.5)), 12))]
        for _day in range(60):
            same = random.random(12) < 0.5
            answers = tuple(
                one if kept else f"x{random.random()}" for one, kept in zip(SAME, same, strict=True)
            )
            lengths = tuple(max(1, round(one * float(np.exp(random.normal(0, 0.2))))) for one in LENGTHS)
            today = heard(answers, lengths=lengths)
            if alarm_of(looks, today):
                alarms += 1
                continue
            looks.append(look(today, agreement_of(SAME, answers)))
    assert alarms <= 3 * 40 * 60 * 2 * LEVEL
