"""Topics, offices, urgency and languages are proposed with a reason and a confidence."""

import pytest

from genkan.inquiry.sorting import Answered, Topic, propose, usual_topics
from genkan.inquiry.sorting.calibration import confidence_of
from genkan.inquiry.sorting.language import language_of
from genkan.inquiry.sorting.likeness import Likeness

FEES = Topic("t1", "手数料", ("手数料", "納付"), "会計課")
ROADS = Topic("t2", "道路", ("道路", "陥没"), "土木課")
SEALS = Topic("t3", "公印", ("公印", "AI"), "会計課")
TOPICS = (FEES, ROADS, SEALS)


def test_the_topic_whose_words_stand_in_the_letter_comes_first_and_says_so() -> None:
    proposal = propose("手数料の納付はいつまでですか。", topics=TOPICS)
    best = proposal.topics[0]
    assert best.value == "t1"
    assert best.told == "「手数料」「納付」の語が「手数料」に当たります。"
    assert 0.5 < best.confidence <= 1
    assert proposal.office is not None
    assert (proposal.office.value, proposal.office.told) == ("会計課", "分類「手数料」を担当する課です。")


def test_two_topics_in_one_letter_are_less_sure_than_one() -> None:
    both = propose("手数料を教えてください。道路も直してください。", topics=TOPICS).topics
    one = propose("手数料を教えてください。", topics=TOPICS).topics
    assert {guess.value for guess in both} == {"t1", "t2"}
    assert both[0].confidence < one[0].confidence


def test_what_is_asked_counts_more_than_what_is_told() -> None:
    proposal = propose("先日、道路で転びそうでした。手数料はいくらですか。", topics=TOPICS)
    assert proposal.topics[0].value == "t1"


def test_a_latin_word_is_found_whole_only() -> None:
    assert propose("MAILを送りました。届きましたか。", topics=TOPICS).topics == ()
    assert propose("ＡＩを使っていますか。", topics=TOPICS).topics[0].value == "t3"


def test_a_past_case_speaks_for_its_topic_and_is_told() -> None:
    past = [Answered("橋の手すりが錆びて折れています。", "t2")]
    proposal = propose("橋の手すりが折れて危ないです。", topics=TOPICS, past=past)
    assert proposal.topics[0].value == "t2"
    assert "似た案件1件が「道路」でした。" in proposal.topics[0].told


def test_a_past_case_of_a_topic_that_is_gone_is_left_out() -> None:
    past = [Answered("橋の手すりが折れています。", "t9")]
    assert propose("橋の手すりが折れています。", topics=TOPICS, past=past).topics == ()


def test_nothing_is_proposed_where_nothing_is_known() -> None:
    for text, topics in (("ぬるぽ", TOPICS), ("手数料はいくらですか。", ()), ("", TOPICS)):
        proposal = propose(text, topics=topics)
        assert (proposal.topics, proposal.office) == ((), None)


def test_a_part_of_a_word_speaks_for_its_topic_too() -> None:
    best = propose("陥没の恐れはありますか。", topics=(FEES, Topic("t4", "道路", ("道路陥没",), ""))).topics[
        0
    ]
    assert best.value == "t4"
    assert best.told == "「道路」の語彙に似た言葉があります。"


def test_every_packaged_topic_has_an_office_for_a_ministry_and_a_city() -> None:
    for is_city in (False, True):
        assert all(topic.office and topic.words for topic in usual_topics(is_city=is_city))


def test_confidence_grows_with_the_share_and_stays_a_probability() -> None:
    shares = [confidence_of(share / 10) for share in range(11)]
    assert shares == sorted(shares)
    assert 0 < shares[0] < 0.1
    assert 0.95 < shares[-1] < 1


def test_a_letter_is_most_like_itself() -> None:
    alike = Likeness(["道路に穴があります。", "手数料はいくらですか。"]).to("道路に穴があります。")
    assert alike[0] == pytest.approx(1.0)
    assert alike[1] < 0.3


@pytest.mark.parametrize(
    ("text", "urgency"),
    [
        ("市道に大きな穴があいています。", "urgent"),
        ("添付ファイルを開けてしまいました。", "urgent"),
        ("至急お願いします。", "soon"),
        ("説明してください。納得できません。", "soon"),
        ("急ぎではありません。", "normal"),
        ("手数料はいくらですか。", "normal"),
    ],
)
def test_how_soon(text: str, urgency: str) -> None:
    guess = propose(text, topics=TOPICS).urgency
    assert guess.value == urgency
    assert guess.told.endswith("。")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("手数料はいくらですか。", "ja"),
        ("がいこくの　ことばで　おねがいします", "ja"),
        ("How can I pay the fee?", "en"),
        ("请问手续费多少？", "zh"),
        ("수수료는 얼마입니까?", "ko"),
        ("Wie hoch sind die Kosten?", "other"),
        ("Сколько стоит?", "other"),
        ("12345 ?!", "ja"),
        ("", "ja"),
    ],
)
def test_the_language(text: str, language: str) -> None:
    assert language_of(text) == language
