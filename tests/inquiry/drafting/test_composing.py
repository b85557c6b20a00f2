"""A reply put together, without a model and with its words."""

from genkan.inquiry.block import filled, unknown_places
from genkan.inquiry.drafting import (
    Frame,
    Language,
    Point,
    compose,
    in_quotations,
    in_words,
    said_by_model,
    with_translation,
    without_translation,
)
from genkan.inquiry.reply import Basis

FRAME = Frame("R8-000001", "例示太郎", "挨拶です。", "結びです。", "例示省　総務課", "電話03-0000-0000")
FEE = Basis(1, "例示規程第一条", "c", "d", "a1", "手数料は、三百円とする。")


def test_greeting_answers_closing_and_contact_stand_in_their_order() -> None:
    asked, unknown = Point("いくらですか。", "窓口で納めます。", (FEE,)), Point("宇宙人はいますか。", "", ())
    text = compose(FRAME, [(point, in_quotations(point)) for point in (asked, unknown)])
    assert text == (
        "例示太郎　様\n\n挨拶です。\nお問合せ（受付番号R8-000001）について、次のとおり回答します。\n\n"
        "１　「いくらですか。」について\n例示規程第一条において、「手数料は、三百円とする」とされています。\n窓口で納めます。\n\n"
        "２　「宇宙人はいますか。」について\n【回答を記入】\n\n結びです。\n\n例示省　総務課\n電話03-0000-0000"
    )


def test_a_letter_without_a_name_and_a_long_concern() -> None:
    frame = Frame("R8-000001", "", "", "", "", "")
    text = compose(frame, [(Point("長" * 99, "", ()), "答えです。")])
    assert text.startswith("お問合せをくださった方へ\n\nお問合せ（")
    assert "「" + "長" * 59 + "…」について\n答えです。" in text


def test_a_model_that_leaves_its_article_out_gets_it_named() -> None:
    cited = [FEE.citation]
    assert in_words("三百円です。", cited) == "三百円です。\n（根拠：例示規程第一条）"
    assert in_words("例示規程第一条により三百円です。", cited) == "例示規程第一条により三百円です。"
    assert in_words("【回答を記入】", cited) == "【回答を記入】"


def test_thoughts_of_a_model_are_no_answer() -> None:
    assert said_by_model("<think>考え中\n</think>\n 答えです。") == "答えです。"
    assert said_by_model("<think>終わらない") == ""


def test_a_translation_is_replaced_by_the_next() -> None:
    once = with_translation("日本語です。", "English.", Language.ENGLISH)
    assert without_translation(once) == "日本語です。"
    twice = with_translation(once, "中文。", Language.CHINESE)
    assert "English" not in twice
    assert twice.startswith("日本語です。\n\n――――――――――\n（中文）")


def test_a_line_that_looks_like_the_divider_cuts_nothing_off() -> None:
    text = "日本語です。\n\n――――――――――\n問合せ先"
    assert without_translation(text) == text
    assert without_translation(with_translation(text, "English.", Language.ENGLISH)) == text


def test_an_article_without_a_sentence_is_named_without_a_quotation() -> None:
    bare = Basis(1, "例示規程第一条", "c", "d", "a1", "")
    assert in_quotations(Point("いくらですか。", "", (bare,))) == "根拠となる規定は、例示規程第一条です。"


def test_places_of_building_blocks() -> None:
    text = "受付番号{受付番号}、{氏名}様、{連絡先}まで。{a{b}"
    assert unknown_places(text) == ("b",)
    assert (
        filled(text, {"受付番号": "R8-000001", "氏名": ""})
        == "受付番号R8-000001、{氏名}様、{連絡先}まで。{a{b}"
    )
