"""What is found in a reply without the regulations: promises, deadlines, tone, blanks, data of others."""

import re

import pytest

from genkan.inquiry.checking import Subject
from genkan.inquiry.checking.own_words import find_blanks, find_missing_contact, find_others_data
from genkan.inquiry.checking.wording import find_wording
from genkan.ui import Translations


@pytest.mark.parametrize(
    ("text", "subject", "words"),
    [
        ("必ず減額されます。", Subject.PROMISE, "必ず"),
        ("返金をお約束します。", Subject.PROMISE, "お約束"),
        ("十日以内に決定書を送付します。", Subject.PROMISE, "十日以内に決定書を送付し"),
        ("3営業日以内に御連絡いたします。", Subject.PROMISE, "3営業日以内に御連絡いた"),
        ("速やかに対応いたします。", Subject.PROMISE, "速やかに対応いた"),
        ("許可される見込みです。", Subject.PROMISE, "許可される見込み"),
        ("あなたの誤解です。", Subject.TONE, "あなた"),
        ("それは当然のことです。", Subject.TONE, "当然のこと"),
        ("窓口に提出しなさい。", Subject.TONE, "しなさい"),
        ("仕方がないことです。", Subject.TONE, "仕方がない"),
        ("ありがとうございます！", Subject.TONE, "！"),
        ("お待ちください😊", Subject.TONE, "😊"),
    ],
)
def test_words_at_which_a_person_should_look(text: str, subject: Subject, words: str) -> None:
    (found,) = find_wording(text)
    assert (found.subject, text[found.start : found.end], found.blocking) == (subject, words, False)


@pytest.mark.parametrize(
    "text",
    [
        "規程第二条において、「三十日以内に決定し、通知する」とされています。",  # the rule's words, not ours
        "申請者は、十日以内に届け出てください。",  # what the citizen does
        "手数料は三百円です。窓口で納付できます。",
        "御意見をお寄せくださった方へ",
        "",
    ],
)
def test_words_that_only_look_like_it(text: str) -> None:
    assert list(find_wording(text)) == []


def test_data_of_others_is_blocking_and_that_of_the_citizen_and_the_office_is_not() -> None:
    text = "例示太郎様の090-1234-5678ではなく、090-8765-4321の方です。連絡先は03-0000-0000です。"
    known = "例示太郎\n090-1234-5678\n電話03-0000-0000"
    found = list(find_others_data(text, known=known))
    assert [text[each.start : each.end] for each in found] == ["090-8765-4321"]
    assert found[0].blocking
    assert re.search("電話番号", found[0].message.format_map(found[0].details))


def test_every_blank_is_blocking() -> None:
    assert [each.start for each in find_blanks("１　【回答を記入】\n２　【回答を記入】")] == [2, 12]


def test_places_of_blocks_and_masked_words_are_blanks() -> None:
    text = "受付番号{受付番号}の件。〔電話番号1〕へ連絡します。{例}と〔注1〕はそのままです。"
    found = list(find_blanks(text))
    assert [text[each.start : each.end] for each in found] == ["{受付番号}", "〔電話番号1〕"]
    assert all(each.blocking for each in found)


@pytest.mark.parametrize(
    ("text", "contact", "missing"),
    [
        ("回答します。\n例示課 03-0000-0000", "例示課 03-0000-0000\n9時から17時まで", False),
        ("回答します。", "例示課 03-0000-0000", True),
        ("回答します。", " \n", True),
    ],
)
def test_a_reply_says_whom_to_ask(text: str, contact: str, missing: bool) -> None:
    assert bool(list(find_missing_contact(text, contact=contact))) is missing


def test_what_is_found_can_be_read_in_english() -> None:
    text = "必ず三日以内に回答いたします。問題ありません。あなたは当然です。しなさい！ 【回答を記入】{氏名}〔電話番号1〕090-1111-2222"
    found = [
        *find_wording(text),
        *find_blanks(text),
        *find_others_data(text, known=""),
        *find_missing_contact(text, contact=""),
    ]
    english = Translations().catalogue("en")
    assert len({each.message for each in found}) == 12
    assert all(english.gettext(each.message) != each.message for each in found)
