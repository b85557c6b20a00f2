"""What is counted on the text of an answer."""

import pytest

from genkan.gateway import Metered
from genkan.knowledge import CitationSummary
from genkan.trial.checking.counting import count_checks
from genkan.trial.checking.language import is_japanese
from genkan.trial.checking.pricing import milliseconds, shadow_microyen
from genkan.trial.evidence import Checks
from genkan.trial.protocol import TrialArm
from tests.conftest import NOON


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("日当は、定額で支給します。", True),
        ("第三条第二項", True),  # few kanji without kana are Japanese enough
        ("ｶﾀｶﾅﾀﾞｹ", True),
        ("APIのkeyは、administratorが作成します。", False),  # most letters are Latin
        ("Travel allowances are paid at a fixed rate.", False),
        ("根据例示省旅费规程第三条之规定应当按照出差天数支付定额津贴", False),
        ("123－456", None),
        ("", None),
    ],
)
def test_the_language(text: str, expected: bool | None) -> None:
    assert is_japanese(text) is expected


def test_an_answer_is_counted_and_nothing_that_was_given_is_a_leak() -> None:
    summary = CitationSummary(5, 2, 1, 0, quotations=3, faithful=2, not_loaded=1)
    text = "窓口は03-1234-5678です。担当者の私用の番号は090-1111-2222です。"
    checks = count_checks(
        text, given=["０３－１２３４－５６７８に電話しますか。"], citations=summary, style_findings=4
    )
    assert checks == Checks(
        citations=3,
        citations_verified=2,
        quotations=3,
        quotations_faithful=2,
        style_findings=4,
        personal_data=1,
        japanese=True,
        refused=False,
    )
    refused = count_checks(
        "申し訳ありませんが、その質問にはお答えできません。", given=(), citations=None, style_findings=None
    )
    assert (refused.refused, refused.citations, refused.style_findings) == (True, None, None)
    assert count_checks(" \n", given=(), citations=None, style_findings=None) == Checks()


@pytest.mark.parametrize(
    ("arm", "metered", "expected"),
    [
        # yen for a million tokens times tokens is millionths of a yen
        ((100.0, 300.5), Metered(10, 4, True, 0), 2_202),
        ((None, 300.0), Metered(10, 4, True, 0), None),
        ((100.0, 300.0), None, None),
        (None, Metered(10, 4, True, 0), None),
    ],
)
def test_the_shadow_price(
    arm: tuple[float | None, float] | None, metered: Metered | None, expected: int | None
) -> None:
    priced = (
        None
        if arm is None
        else TrialArm(
            name="甲", deployment="d", title="t", build="1", shadow_price_in=arm[0], shadow_price_out=arm[1]
        )
    )
    assert shadow_microyen(priced, metered) == expected


def test_a_clock_that_was_set_back_gives_no_time_below_zero() -> None:
    assert milliseconds(NOON, NOON.replace(hour=2)) == 0
    assert milliseconds(NOON, NOON.replace(microsecond=1_600)) == 2
    assert milliseconds(NOON, None) is None
