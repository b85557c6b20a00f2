"""Pure parts: the answer to one concern of a reply, taking persons out, and what may be approved."""

import pytest

from genkan.inquiry.case import Citizen
from genkan.inquiry.faq.draft import year_after
from genkan.inquiry.faq.extracting import part_for
from genkan.inquiry.faq.masking import without_persons
from genkan.knowledge import read_date

REPLY = """例示太郎　様

お問合せをいただき、ありがとうございます。
お問合せ（受付番号R8-000001）について、次のとおり回答します。

１　「手数料はいくらですか。」について
三百円です。

例示省規程第一条によります。

２　「何日かかりますか。」について
三十日以内です。

御不明な点がありましたら、下記の連絡先までお知らせください。

例示省　総務課
電話03-0000-0000"""
ENDS = ("御不明な点がありましたら", "例示省　", "電話03-0000-0000")


@pytest.mark.parametrize(
    ("reply", "concern", "part"),
    [
        (REPLY, 1, "三百円です。\n\n例示省規程第一条によります。"),
        (REPLY, 2, "三十日以内です。"),  # the closing is not part of the last answer
        ("例示太郎　様\n\n三百円です。\n\n例示省　総務課", 1, "三百円です。"),  # no headings
        ("三百円です。", 2, "三百円です。"),
        ("", 1, ""),
    ],
)
def test_the_part_of_a_reply_that_answers_a_concern(reply: str, concern: int, part: str) -> None:
    assert part_for(reply, concern, ends=ENDS) == part


def test_persons_are_taken_out_wherever_they_stand() -> None:
    citizen = Citizen("例示 太郎", "例示市中央町1-2-3", "taro@example.jp")
    question, answer = without_persons(
        [
            "例示太郎です。090-1234-5678に電話をください。",
            "例示 太郎様（受付番号R8-000001）、R8-000001の件は例示市中央町1-2-3に送ります。",
        ],
        citizen=citizen,
        number="R8-000001",
    )
    for secret in ("太郎", "090", "R8-", "中央町", "受付番号"):
        assert secret not in question + answer
    assert question.split("です")[0] == answer.split("様")[0]  # one person, one placeholder


def test_nothing_is_masked_where_nothing_is_personal() -> None:
    text = "手数料は、行政文書一件につき三百円です。"
    assert without_persons([text], citizen=Citizen("", ""), number="R8-000001") == (text,)


@pytest.mark.parametrize(("day", "after"), [("2026-11-02", "2027-11-02"), ("2028-02-29", "2029-02-28")])
def test_a_year_ahead(day: str, after: str) -> None:
    found = read_date(day)
    assert found is not None
    assert year_after(found).isoformat() == after
