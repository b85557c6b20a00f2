"""The rules of やさしい日本語: each planted fault is found, easy sentences are left alone."""

import pytest

from genkan.apps.built_in.plain_japanese.examining import Examined, examine_ease
from genkan.apps.built_in.plain_japanese.guideline import load_guideline
from genkan.apps.official_writing import SudachiAnalyser


@pytest.fixture(scope="module")
def analyser() -> SudachiAnalyser:
    return SudachiAnalyser()


def examined(text: str, analyser: SudachiAnalyser, *, readings: bool = False) -> Examined:
    return examine_ease(text, guideline=load_guideline(), analyser=analyser, readings=readings)


@pytest.mark.parametrize(
    ("sentence", "found", "message"),
    [
        (
            "市役所には、いろいろな手続のために、朝から夕方まで、たくさんの人が毎日のように来ています。",
            "市役所",
            "一文が長い",
        ),
        ("市役所で手続をする。", "をする。", "文末"),
        ("会場は変えられました。", "られ", "受身"),
        ("受け付けはいたしません。", "いたしま", "敬語"),
        ("できないことはありません。", "ないことはありません", "二重否定"),
        ("行かざるを得ません。", "ざるを得ません", "二重否定"),
        ("令和9年に始めます。", "令和9年", "和暦"),
        ("４/１に始めます。", "４/１", "日付"),
        ("三人で来てください。", "三", "算用数字"),
        ("14時に来てください。", "14時", "午前"),
        ("9時～10時です。", "9時～", "「から」「まで」"),
        ("モニタリングをします。", "モニタリング", "カタカナ"),
        ("紙を提出してください。", "提出", "分かりにくい言葉"),
    ],
)
def test_a_fault_is_found(sentence: str, found: str, message: str, analyser: SudachiAnalyser) -> None:
    result = examined(sentence, analyser)
    assert any(found in each.found and message in each.message for each in result.found), result.found
    assert result.score == 0


@pytest.mark.parametrize(
    "sentence",
    [
        "市役所に来てください。",
        "2027年4月1日から始めます。",
        "午後2時から午後3時までです。",
        "インターネットで調べることができます。",
        "お金を払わなくてもいいです。",
        "- 紙",
        "",
    ],
)
def test_an_easy_sentence_is_left_alone(sentence: str, analyser: SudachiAnalyser) -> None:
    result = examined(sentence, analyser)
    assert result.found == ()
    assert result.score == 100


def test_readings_are_asked_for_and_do_not_make_a_sentence_longer(analyser: SudachiAnalyser) -> None:
    assert [each.found for each in examined("川の水です。", analyser, readings=True).found] == ["川"]
    assert examined("川（かわ）の水（みず）です。", analyser, readings=True).found == ()


def test_the_score_is_the_share_of_easy_sentences(analyser: SudachiAnalyser) -> None:
    result = examined("市役所に来てください。紙を提出してください。", analyser)
    assert (result.sentences, result.easy, result.score) == (2, 1, 50)


def test_every_rule_names_its_source() -> None:
    guideline = load_guideline()
    assert guideline.source.title
    assert guideline.source.issued
    assert all(word and easier for word, easier in guideline.words.easier.items())


def test_hostile_texts_end(analyser: SudachiAnalyser) -> None:
    assert examined("漢" * 20_000 + "。\n" + "一" * 20_000 + "（あ" * 5_000, analyser, readings=True).found
