"""The offline answerer quotes literally, says what it is, and is honest where nothing fits."""

import asyncio
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from genkan.providers import Endpoint, Message, Source, SpeakRequest, TextDelta
from genkan.providers.extract import LABEL, Extract, compose
from tests.providers.conftest import collect

RETENTION = Source(
    1,
    "文書管理規程第十二条",
    "文書の保存期間は、別表に定める期間とする。\n"
    "２　文書の保存期間は、文書を作成した日の属する年度の翌年度の四月一日から起算する。ただし、別に定める文書については、この限りでない。\n"
    "３　課長は、保存期間の満了した文書（次に掲げるものを除く。）を廃棄する。",
    "/regulations/1/12",
)
TRAVEL = Source(
    2,
    "旅費規程第十三条",
    "職員は、出張を終えた日の翌日から起算して十四日以内に、旅費の精算をしなければならない。",
    "/regulations/2/13",
)
DISPOSAL = Source(
    3,
    "文書管理規程第十五条",
    "保存期間が満了した文書を廃棄するときは、課長の承認を得る。",
    "/regulations/1/15",
)
SOURCES = (RETENTION, TRAVEL, DISPOSAL)
QUESTION = "文書の保存期間は、いつから起算しますか。"
QUOTATION = re.compile(r"「(.+?)」\[(\d+)\]")


def quotations(answer: str) -> list[tuple[str, int]]:
    """Each quotation with the number behind it."""
    return [(text, int(number)) for text, number in QUOTATION.findall(answer)]


def test_the_sentence_that_answers_is_quoted() -> None:
    answer = compose(QUESTION, sources=SOURCES, broad=False)

    assert "四月一日から起算する。ただし、別に定める文書については、この限りでない。」[1]" in answer


@pytest.mark.parametrize("broad", [False, True])
def test_every_answer_begins_with_what_it_is(broad: bool) -> None:
    for question, sources in [(QUESTION, SOURCES), (QUESTION, ()), ("宇宙船の打上げ", SOURCES)]:
        assert compose(question, sources=sources, broad=broad).split("\n")[0] == LABEL


@pytest.mark.parametrize("broad", [False, True])
@pytest.mark.parametrize("question", [QUESTION, "旅費の精算の期限", "課長が文書を廃棄するときの承認"])
def test_quotations_stand_word_for_word_in_the_source_they_name(question: str, broad: bool) -> None:
    found = quotations(compose(question, sources=SOURCES, broad=broad))

    assert found
    assert all(text in SOURCES[number - 1].text for text, number in found)


def test_brief_and_broad_differ_visibly() -> None:
    brief = compose(QUESTION, sources=SOURCES, broad=False)
    broad = compose(QUESTION, sources=SOURCES, broad=True)

    assert len({number for _, number in quotations(brief)}) == 1
    assert len(quotations(brief)) <= 2
    assert len({number for _, number in quotations(broad)}) > 1
    assert 2 < len(quotations(broad)) <= 5
    assert "**文書管理規程第十二条**" in broad
    assert "###" not in brief


def test_the_answer_says_what_to_read() -> None:
    assert compose(QUESTION, sources=SOURCES, broad=False).endswith(
        "詳しくは、文書管理規程第十二条を確認してください。"
    )
    assert "併せて、文書管理規程第十二条" in compose(QUESTION, sources=SOURCES, broad=True)


def test_a_full_stop_within_brackets_ends_no_sentence() -> None:
    answer = compose("保存期間の満了した文書の廃棄", sources=(RETENTION,), broad=False)

    assert "「課長は、保存期間の満了した文書（次に掲げるものを除く。）を廃棄する。」[1]" in answer


@pytest.mark.parametrize("broad", [False, True])
def test_a_named_article_that_is_deleted_is_said_to_be_deleted_and_nothing_else_is_quoted(
    broad: bool,
) -> None:
    deleted = Source(1, "旅費規程第九条", "削除", "/regulations/2/9")
    question = "令和8年3月31日時点の旅費規程第9条は、どのような内容ですか。"

    answer = compose(question, sources=(deleted, TRAVEL), broad=broad)

    assert answer == f"{LABEL}\n\n旅費規程第九条は、削除されています。[1]"


@pytest.mark.parametrize("broad", [False, True])
def test_the_first_paragraph_of_a_named_article_is_quoted_where_nothing_more_is_asked(broad: bool) -> None:
    answer = compose("文書管理規程第１２条について教えてください。", sources=SOURCES, broad=broad)

    assert quotations(answer) == [("文書の保存期間は、別表に定める期間とする。", 1)]


def test_the_paragraph_that_is_named_is_quoted() -> None:
    answer = compose("文書管理規程第十二条第三項の内容は。", sources=SOURCES, broad=False)

    assert quotations(answer) == [("課長は、保存期間の満了した文書（次に掲げるものを除く。）を廃棄する。", 1)]


def test_what_is_asked_about_a_named_article_chooses_the_sentence_in_it() -> None:
    question = "文書管理規程第12条では、課長は、満了した文書をどうしますか。"
    answer = compose(question, sources=SOURCES, broad=False)

    assert ("課長は、保存期間の満了した文書（次に掲げるものを除く。）を廃棄する。", 1) in quotations(answer)
    assert {number for _, number in quotations(answer)} == {1}


def test_an_article_with_another_branch_number_is_not_the_one_named() -> None:
    branch = Source(1, "旅費規程第十三条の二", "旅費の概算払は、出張の前に受けることができる。", "/x")

    answer = compose("旅費規程第13条の精算の期限", sources=(branch, TRAVEL), broad=False)

    assert answer == compose("旅費規程の精算の期限", sources=(branch, TRAVEL), broad=False)


def test_an_article_of_another_regulation_is_not_the_one_named() -> None:
    other = Source(1, "文書管理規程第十三条", "削除", "/x")

    assert "削除されています" not in compose("旅費規程第13条の精算", sources=(other, TRAVEL), broad=False)


def test_where_nothing_fits_it_says_so_and_what_to_do() -> None:
    answer = compose("宇宙船の打上げを許可する官庁", sources=SOURCES, broad=False)

    assert "お尋ねの内容に答える規定は、選択した資料からは見つかりませんでした。" in answer
    assert "もう一度お尋ねください。" in answer
    assert quotations(answer) == []
    assert "- 文書管理規程第十二条[1]" in answer


def test_without_sources_it_says_what_it_can_do() -> None:
    answer = compose(QUESTION, sources=(), broad=False)

    assert "検索を有効にして、対象の資料を選んでください。" in answer
    assert "[" not in answer


@given(question=st.text(max_size=200), texts=st.lists(st.text(max_size=300), max_size=4), broad=st.booleans())
def test_nothing_that_anyone_types_breaks_it(question: str, texts: list[str], broad: bool) -> None:
    sources = [Source(number, f"規程第{number}条", text, "/x") for number, text in enumerate(texts, 1)]
    answer = compose(question, sources=sources, broad=broad)

    assert answer.startswith(LABEL)


async def test_the_last_question_of_the_person_counts_and_the_request_wins_over_the_deployment() -> None:
    messages = (
        Message("system", "宇宙船"),
        Message("user", "宇宙船の打上げ"),
        Message("assistant", "分かりません。"),
        Message("user", QUESTION),
    )
    request = SpeakRequest("", messages, SOURCES, parameters={"breadth": "broad"})
    events = await collect(Extract(pause=0).speak(Endpoint("", parameters={"breadth": "brief"}), request))
    text = "".join(event.text for event in events if isinstance(event, TextDelta))

    assert text == compose(QUESTION, sources=SOURCES, broad=True)


async def test_it_comes_in_small_pieces() -> None:
    request = SpeakRequest("", (Message("user", QUESTION),), SOURCES)
    events = await collect(Extract(pause=0).speak(Endpoint(""), request))

    assert len(events) > 10
    assert all(len(event.text) <= 6 for event in events if isinstance(event, TextDelta))


@pytest.mark.parametrize(("watched", "seconds"), [(True, 1.5), (False, 0)])
async def test_it_waits_between_pieces_only_where_somebody_watches(
    monkeypatch: pytest.MonkeyPatch, watched: bool, seconds: float
) -> None:
    waited: set[float] = set()

    async def note(duration: float) -> None:
        waited.add(duration)

    monkeypatch.setattr(asyncio, "sleep", note)
    request = SpeakRequest("", (Message("user", QUESTION),), SOURCES, watched=watched)
    await collect(Extract(pause=1.5).speak(Endpoint(""), request))

    assert waited == {seconds}
