"""Words that a person must see at once, and the same words where they mean no harm."""

import pytest

from genkan.inquiry.sorting import Flag, propose, usual_topics
from genkan.inquiry.sorting.flags import find_flags
from genkan.inquiry.sorting.packaged import signs

SHOWN = [
    ("明日、庁舎に火をつけてやる。", Flag.THREAT),
    ("担当者をぶっ殺すぞ。", Flag.THREAT),
    ("ただで済むと思うなよ。", Flag.THREAT),
    ("もう生きていく気力がありません。", Flag.SELF_HARM),
    ("遺書を書きました。", Flag.SELF_HARM),
    ("税金泥棒の無能どもが。", Flag.HARASSMENT),
    ("土下座して謝れ。", Flag.HARASSMENT),
    ("例示新聞の記者です。", Flag.MEDIA),
    ("取材をお願いします。", Flag.MEDIA),
    ("来月、訴訟を起こします。", Flag.LEGAL),
    ("慰謝料を払ってください。", Flag.LEGAL),
    # Half-width and full-width letters, and an English sentence.
    ("Ｉ ｗａｎｔ ｔｏ ｄｉｅ.", Flag.SELF_HARM),
]
HARMLESS = [
    # A drill, a fire that is out, an applicant in a hurry.
    "爆破予告の避難訓練に参加しました。",
    "焚き火の跡に火をつけた様子はありません。",
    "応募が殺到しそうです。",
    # Despair that is a way of speaking.
    "死ぬほど忙しいです。",
    "祖父は昨年死亡しました。",
    # Abuse that is told of, not said.
    "「無能」などの言葉がパワハラに当たる例を知りたいです。",
    "バカ正直に並びました。",
    # Reading papers, and the press of somebody else.
    "新聞で読みました。",
    "私は記者ではありません。",
    # Courts without a claim.
    "訴えるつもりはありません。",
    "弁護士会の講演を聴きました。",
    "",
]


@pytest.mark.parametrize(("text", "flag"), SHOWN)
def test_a_sign_is_shown_with_its_words_place_and_reason(text: str, flag: Flag) -> None:
    found = find_flags(f"前略。{text}草々", signs=signs())
    assert {each.flag for each in found} == {flag}
    for each in found:
        assert f"前略。{text}草々"[each.start : each.end] == each.words
        assert each.reason.endswith("。")


@pytest.mark.parametrize("text", HARMLESS)
def test_harmless_words_are_no_sign(text: str) -> None:
    assert find_flags(text, signs=signs()) == ()


def test_what_excuses_one_sentence_does_not_excuse_the_next() -> None:
    found = find_flags("訴えるつもりはありませんでした。しかし、提訴します。", signs=signs())
    assert [each.words for each in found] == ["提訴"]


def test_danger_to_life_makes_a_letter_urgent_and_names_the_words() -> None:
    proposal = propose("手数料はいくらですか。もう死にたいです。", topics=usual_topics())
    assert proposal.urgency.value == "urgent"
    assert "死にたい" in proposal.urgency.told
