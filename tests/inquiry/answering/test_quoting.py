"""The sentence of an article that answers, and cases that ask the same."""

import pytest

from genkan.inquiry.answering import most_alike, words_that_answer
from genkan.inquiry.store.replies import AnsweredCase

ARTICLE = """行政文書の保存期間は、次の各号に掲げる区分に応じ、当該各号に定める期間とする。
一 契約に関するもの　五年
二 許認可等に関するもの（効果が五年を超えるものに限る。）及び訴訟に関するもの　十年
２ 前項の保存期間の起算日は、行政文書を作成した日の属する年度の翌年度の四月一日とする。ただし、必要があるときは、一年以内の日を起算日とすることができる。
３ 第一項の規定にかかわらず、行政文書の写しの保存期間は、一年未満とすることができる。"""


@pytest.mark.parametrize(
    ("concern", "words"),
    [
        (
            "保存期間はいつから数え始めますか。",
            "前項の保存期間の起算日は、行政文書を作成した日の属する年度の翌年度の四月一日とする。",
        ),
        # no full stop within parentheses ends a sentence, and the item's number is no word of it
        (
            "許認可の文書は？",
            "許認可等に関するもの（効果が五年を超えるものに限る。）及び訴訟に関するもの　十年",
        ),
        ("契約に関するものは？", "契約に関するもの　五年"),
    ],
)
def test_the_sentence_that_answers(concern: str, words: str) -> None:
    assert words_that_answer(concern, ARTICLE) == words


def test_a_long_sentence_is_cut_and_an_empty_article_has_none() -> None:
    words = words_that_answer("何ですか。", "長" * 400 + "。")
    assert (len(words), words[-1]) == (300, "…")
    assert words_that_answer("何ですか。", "\n 一 \n") == ""


def test_answered_cases_by_what_they_asked() -> None:
    past = [
        AnsweredCase("1", "R8-000001", "開示請求の手数料はいくらですか。", "三百円です。"),
        AnsweredCase("2", "R8-000002", "公園の遊具が壊れています。", "直します。"),
    ]
    (found,) = most_alike("情報公開の開示請求の手数料はいくらでしょうか。", past)
    assert found.number == "R8-000001"
    assert most_alike("猫を預けられますか。", past[1:]) == ()
    assert most_alike("何でも", []) == ()
