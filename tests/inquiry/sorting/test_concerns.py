"""A letter is split into the sentences that ask, in the letter's own words."""

import pytest

from genkan.inquiry.sorting.concerns import split_concerns

SPLIT: list[tuple[str, list[str]]] = [
    ("", []),
    ("  \n\n", []),
    # Greetings and thanks ask nothing.
    (
        "お世話になります。手数料はいくらですか。よろしくお願いします。",
        ["手数料はいくらですか。"],
    ),
    # Two questions in one line, one of them with a full-width question mark.
    ("いつ開きますか？ 費用も教えてください。", ["いつ開きますか？", "費用も教えてください。"]),
    # A numbered list: the number is none of the question.
    ("１　見積りは何社分ですか。\n２．請書は要りますか。", ["見積りは何社分ですか。", "請書は要りますか。"]),
    # A sentence within a quotation does not end the one around it.
    ("「使えません。」と言われたのはなぜですか。", ["「使えません。」と言われたのはなぜですか。"]),
    ("Good morning. How much is the fee? Thank you.", ["How much is the fee?"]),
    ("您好。手续费多少？谢谢。", ["手续费多少？"]),
    # An order is a concern, too.
    ("ふざけるな。回答期限を守れ。", ["回答期限を守れ。"]),
    # Nothing is asked: the whole letter is the concern.
    ("街灯が切れています。", ["街灯が切れています。"]),
]


@pytest.mark.parametrize(("text", "asked"), SPLIT)
def test_the_questions_are_the_concerns(text: str, asked: list[str]) -> None:
    concerns = split_concerns(text)
    assert [concern.text for concern in concerns] == asked
    assert all(text[concern.start : concern.end] == concern.text for concern in concerns)


def test_at_most_thirty_are_kept() -> None:
    assert len(split_concerns("いくらですか。" * 1_000)) == 30


@pytest.mark.parametrize(
    "text", ["「" * 5_000, "。" * 5_000, "\u202e😀" * 2_000, "か" * 5_000, "���" * 1_000]
)
def test_hostile_text_is_one_concern_at_most(text: str) -> None:
    assert len(split_concerns(text)) <= 1
