"""Places, what is passed by, the measure, and putting corrections in."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from genkan.apps.official_writing import (
    Checker,
    Choice,
    NothingWritten,
    Severity,
    WritingTooLong,
    correct,
    examine,
    mend,
    sure_choices,
)
from tests.apps.official_writing.sentences import sentences

WRONG = "資料を一つづつ見れる。"


def found(checker: Checker, text: str, *, quotations: bool = False) -> list[str]:
    return [each.found for each in checker.check(text, quotations=quotations).findings]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_places_count_lines_of_any_kind(checker: Checker, end: str) -> None:
    text = f"会議を開く。{end}{end}　次に、申し込みを断わる。"
    first, second = checker.check(text).findings
    assert (first.line, first.column, first.found) == (3, 5, "申し込み")
    assert (second.line, second.column, second.found) == (3, 10, "断わる")
    assert text[first.start : first.end] == "申し込み"


# (text, what is found)
PASSED_BY = [
    ("```\n申し込みを断わる。\n```\n申し込みを断る。", ["申し込み"]),
    ("~~~text\n申し込み\n~~~", []),
    ("`申し込み`の欄に記入する。", []),
    ("https://reiji.example/行なう/ を見る。", ["行なう"]),
    ("https://reiji.example/2026/4/1 を見る。", []),
    ("[概要](./行なう.md)を見る。", []),
    ("---\ntitle: 申し込み\n---\n会議を開く。", []),
    ("| 項目 | 申し込み |\n|---|---|", ["申し込み"]),
    ("行なう@reiji.example", []),
]


@pytest.mark.parametrize(("text", "expected"), PASSED_BY)
def test_code_and_addresses_are_passed_by(checker: Checker, text: str, expected: list[str]) -> None:
    assert found(checker, text) == expected


def test_the_words_of_others_are_checked_only_on_request(checker: Checker) -> None:
    text = "通知には「会議を行なう」とある。『申し込み』も同じである。"
    assert found(checker, text) == []
    assert found(checker, text, quotations=True) == ["行なう", "申し込み"]
    assert found(checker, "「会議を行なう。") == ["「", "行なう"]


def test_a_finding_says_everything(checker: Checker) -> None:
    first, second = checker.check(WRONG).findings
    assert (first.rule, first.theme, first.severity) == ("zu-and-du", "kana-use", Severity.ERROR)
    assert first.correction == "一つずつ"
    assert "現代仮名遣い" in first.source
    assert "昭和61年内閣告示第1号" in first.source
    assert (second.rule, second.correction) == ("ra-nuki", "見られる")


def test_the_score_counts_by_theme_and_length(checker: Checker) -> None:
    score = checker.check(WRONG * 20).score
    assert (score.characters, score.errors, score.considered) == (220, 40, 0)
    assert score.by_theme == {"kana-use": 20, "grammar": 20}
    assert score.per_thousand == pytest.approx(40 * 1000 / 220)
    clean = checker.check("会議を開く。").score
    assert (clean.total, clean.weighted) == (0, 0.0)
    assert checker.check("会議の後、書類を早急に送る。").score.weighted < checker.check(WRONG).score.weighted


def test_corrections_that_touch_the_same_place_are_put_in_once(checker: Checker) -> None:
    first, second = checker.check(WRONG).findings
    corrected = correct(
        WRONG, [Choice(first, "一つずつ"), Choice(first, "ひとつずつ"), Choice(second, "見られる")]
    )
    assert corrected.text == "資料を一つずつ見られる。"
    assert (corrected.made, len(corrected.left)) == (2, 1)


def test_a_correction_whose_place_is_gone_is_left(checker: Checker) -> None:
    choices = sure_choices(checker.check(WRONG).findings)
    corrected = correct("別の文である。", choices)
    assert corrected == ("別の文である。", 0, choices)


def test_mending_ends_with_nothing_sure_left(checker: Checker) -> None:
    mended = mend(checker, "申し込みを受付けます。お願い致します。一番最初に、およそ約3000円を支払います。")
    assert mended.text == "申込みを受け付けます。お願いいたします。最初に、約3,000円を支払います。"
    assert mended.made == 6


def test_the_bounds_of_a_text(checker: Checker) -> None:
    with pytest.raises(NothingWritten):
        examine(checker, " \n　")
    with pytest.raises(WritingTooLong, match="100,001"):
        examine(checker, "あ" * 100_001)
    assert examine(checker, "会議を開く。").findings == ()


PIECES = [sentence.text for part in ("seen", "kept_aside") for sentence in sentences(part)]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pieces=st.lists(st.sampled_from(PIECES) | st.text(max_size=12), min_size=1, max_size=6))
def test_places_are_in_the_text_and_mending_twice_is_mending_once(
    checker: Checker, pieces: list[str]
) -> None:
    text = "".join(pieces)
    for finding in checker.check(text).findings:
        assert text[finding.start : finding.end] == finding.found != ""
        assert finding.found not in finding.corrections
    if text.strip():
        once = mend(checker, text).text
        if once.strip():
            assert mend(checker, once) == (once, 0)
