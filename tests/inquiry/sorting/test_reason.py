"""Why something is proposed: every sentence is told in English too, with the same places."""

import re

import pytest

from genkan.inquiry.sorting import Reason, Why
from genkan.inquiry.sorting.packaged import hastes, signs
from genkan.ui.translation import Translations

SENTENCES = [
    *(why.sentence for why in Why if why is not Why.LISTED),
    *(each.reason for each in (*signs(), *hastes())),
]


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_reason_is_told_in_english(sentence: str) -> None:
    english = Translations().catalogue("en").gettext(sentence)
    assert english != sentence
    assert sorted(re.findall(r"{\w+}", english)) == sorted(re.findall(r"{\w+}", sentence))


def test_words_of_a_letter_fill_a_sentence_as_they_are() -> None:
    reason = Reason(Why.SAID, {"words": "{topic}至急"})
    assert reason.in_japanese == "「{topic}至急」とあります。"
