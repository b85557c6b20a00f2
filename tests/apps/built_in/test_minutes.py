"""Minutes rest on lines of the transcript: what names none, or a wrong one, is found."""

import pytest

from genkan.apps import CheckOutcome
from genkan.apps.built_in.minutes.grounding import check_lines
from genkan.apps.built_in.minutes.transcript import (
    decisions_in,
    numbered,
    read_transcript,
    speakers_of,
    tasks_in,
)

TRANSCRIPT = """
例示課長：待ち時間が平均40分です。
見本補佐：案内文を12月15日までに作成します。
例示課長：予約制を1月から始めることとします。
続けて、広報も行います。
"""
LINES = read_transcript(TRANSCRIPT)


def test_lines_speakers_and_numbers() -> None:
    assert [line.speaker for line in LINES] == ["例示課長", "見本補佐", "例示課長", "例示課長"]
    assert [(each.name, each.utterances) for each in speakers_of(LINES)] == [("例示課長", 2), ("見本補佐", 1)]
    assert numbered(LINES).splitlines()[1] == "L2　見本補佐：案内文を12月15日までに作成します。"


@pytest.mark.parametrize(
    ("written", "speaker", "said"),
    [
        ("○例示座長　開会します。", "例示座長", "開会します。"),
        ("【見本委員】異議はありません。", "見本委員", "異議はありません。"),
        ("[00:01:02] 例示: はい。", "例示", "はい。"),
        ("00:00:01.000 --> 00:00:03.000 例示：はい。", "例示", "はい。"),
        ("発言者の名前がない行です。", "", "発言者の名前がない行です。"),
        ("そのとおり、と思います：以上", "", "そのとおり、と思います：以上"),
    ],
)
def test_forms_of_transcripts(written: str, speaker: str, said: str) -> None:
    [line] = read_transcript(written)
    assert (line.speaker, line.said) == (speaker, said)


def test_what_is_no_speech_is_passed_by() -> None:
    assert read_transcript("WEBVTT\n\n1\n00:00:01.000 --> 00:00:02.000\n# 会議.docx\n") == ()


def test_words_of_deciding_and_of_work() -> None:
    assert [line.number for line in decisions_in(LINES)] == [3]
    assert [line.number for line in tasks_in(LINES)] == [2]


@pytest.mark.parametrize(
    ("statement", "fault"),
    [
        ("- 予約制を1月から始める（L3）", ""),
        ("- 待ち時間は平均40分である（L1、L3）", ""),
        ("- 予約制と広報（L3～L4）", ""),
        ("| 担当 | 期限 |\n|---|---|\n| 見本補佐が案内文を作成 | 12月15日（L2） |", ""),
        ("## 決定事項\n\nなし", ""),
        ("- 予約制を1月から始める", "行番号がありません"),
        ("- 予約制を1月から始める（3行目）", "行番号がありません"),
        ("- 予約制を1月から始める（L9）", "L9という行はありません"),
        ("- 予約制を1月から始める（L0）", "L0という行はありません"),
        ("- 予約制を2月から始める（L3）", "「2」は、示された行にありません"),
        ("- 待ち時間は平均40分である（L2）", "「40」は、示された行にありません"),
        ("- 庁舎の移転を承認した（L1）", "示された行に見当たりません"),
        ("| 庁舎の移転 | 承認 |", "行番号がありません"),
        ("- 予約制（L" + "9" * 5_000 + "）", "という行はありません"),
    ],
)
def test_a_line_rests_on_what_it_names(statement: str, fault: str) -> None:
    check = check_lines(statement, LINES)
    assert check.outcome is (CheckOutcome.FAILED if fault else CheckOutcome.PASSED), check.details
    assert not fault or any(fault in detail for detail in check.details)
