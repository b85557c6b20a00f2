"""Sentences with their places filled, in the language of the reader."""

import pytest

from genkan.ui.composed import Composed

MESSAGES = {
    "個人情報（{kinds}）を伏せました。": "Personal data ({kinds}) was masked.",
    "電話番号{count}件": "telephone number: {count}",
    "住所の件数は{count}件": "addresses: {count}",
    "応答コードは{code}です。再度、{code}です。": "Status {code}, again {code}.",
    "応答コードは{code}です。": "Status {code}.",
    "{number}件": "{number} items",
    "完了": "done",
}
COMPOSED = Composed(MESSAGES)


def translate(text: str) -> str:
    return MESSAGES.get(text) or COMPOSED.translate(text, inner=translate)


@pytest.mark.parametrize(
    ("text", "english"),
    [
        ("個人情報（電話番号2件）を伏せました。", "Personal data (telephone number: 2) was masked."),
        # a list whose parts are all known
        (
            "個人情報（電話番号2件、住所の件数は3件）を伏せました。",
            "Personal data (telephone number: 2, addresses: 3) was masked.",
        ),
        # a list that would also fit the message of its first part
        (
            "個人情報（電話番号2件、電話番号3件）を伏せました。",
            "Personal data (telephone number: 2, telephone number: 3) was masked.",
        ),
        # one part of the list is not known: it stays whole
        ("個人情報（氏名、電話番号2件）を伏せました。", "Personal data (氏名、電話番号2件) was masked."),
        # details may hold anything
        ("応答コードは5{0}3\nです。", "Status 5{0}3\n."),
        # the message with more words of its own is taken, and a place that comes twice is the same twice
        ("応答コードは503です。再度、503です。", "Status 503, again 503."),
        ("応答コードは503です。再度、504です。", "Status 503です。再度、504."),
        # too few words to know a message by
        ("3件", "3件"),
        # nothing that is known
        ("完了しました", "完了しました"),
        ("応答コードは503です", "応答コードは503です"),
    ],
)
def test_a_composed_sentence(text: str, english: str) -> None:
    assert translate(text) == english
