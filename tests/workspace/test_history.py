"""What a model is told of the conversation before, and what is searched for."""

import pytest

from genkan.gateway import Answer, AnswerState, Outcome, Source
from genkan.workspace.history import Exchange, messages_of, search_query
from tests.conftest import NOON


def answer(text: str, *sources: Source) -> Answer:
    return Answer(
        id="a",
        deployment_id="d",
        state=AnswerState.ENDED,
        outcome=Outcome.COMPLETED,
        text=text,
        sources=sources,
        notice="",
        sentence="",
        next_step="",
        asked_at=NOON,
        first_token_at=NOON,
        ended_at=NOON,
    )


def test_numbers_become_names_because_they_mean_others_next_time() -> None:
    source = Source(number=1, label="旅費規程第八条", text="", anchor="/regulations/1/8")
    told = messages_of([Exchange("上限は？", answer("一万円です[1]。[7]", source))])
    assert [message.role for message in told] == ["user", "assistant"]
    assert told[1].content == "一万円です（旅費規程第八条）。"


def test_the_newest_exchanges_are_kept_whole_within_the_limit() -> None:
    exchanges = [Exchange(f"問{number}", answer("あ" * 50)) for number in range(10)]
    told = messages_of(exchanges, limit=110)
    assert [message.content for message in told if message.role == "user"] == ["問8", "問9"]


def test_a_question_without_an_answer_is_left_out() -> None:
    assert messages_of([Exchange("問", None), Exchange("問", answer(""))]) == ()


@pytest.mark.parametrize(
    ("question", "led"),
    [
        ("その場合の上限はいくらになりますか。", True),  # points back by a word
        ("では、課長が出張するときはどうなりますか。", True),  # goes on from what was said
        ("課長なら？", True),  # too short to stand alone
        ("年次休暇は一年に何日取ることができますか。", False),  # another matter
    ],
)
def test_the_question_before_leads_only_what_refers_to_it(question: str, led: bool) -> None:
    before = [Exchange("「宿泊料」の上限は？", answer("一万円"))]
    query = search_query(question, before)
    assert query.endswith(question)
    assert query.startswith(" 宿泊料 の上限は？") is led


def test_the_first_question_is_searched_for_as_it_is() -> None:
    assert search_query("その上限は？", []) == "その上限は？"
