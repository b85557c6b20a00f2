"""What a model is told."""

from genkan.gateway import Message, Source
from genkan.knowledge import build_messages

SOURCE = Source(
    1, "例示省職員旅費支給規程第八条", "宿泊費の額は、一万九千円を上限とする。", "/regulations/d/8"
)


def test_the_question_stands_alone_at_the_end() -> None:
    history = (Message(role="user", content="前の質問"), Message(role="assistant", content="前の回答"))
    messages = build_messages("上限は。", sources=(SOURCE,), history=history)
    assert [message.role for message in messages] == ["system", "user", "assistant", "user"]
    assert messages[-1].content == "上限は。"


def test_sources_are_numbered_and_whole() -> None:
    system = build_messages("上限は。", sources=(SOURCE,))[0].content
    assert "[1] 例示省職員旅費支給規程第八条\n宿泊費の額は、一万九千円を上限とする。" in system


def test_no_search_and_nothing_found_are_told_apart() -> None:
    no_search, nothing = (
        build_messages("上限は。")[0].content,
        build_messages("上限は。", sources=())[0].content,
    )
    assert "資料は与えられていません" in no_search
    assert "見つかりませんでした" in nothing
