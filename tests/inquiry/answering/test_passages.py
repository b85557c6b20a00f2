"""Each concern of a letter gets its articles, or is told to have none."""

import pytest

from genkan.governance import Organisation
from genkan.inquiry.answering import ConcernPassages, find_passages
from genkan.inquiry.answering.rule_words import in_rule_words
from genkan.inquiry.sorting import propose, usual_topics
from genkan.knowledge import IndexUnavailable
from tests.knowledge.conftest import KnowledgeRoom

SEALS = """# 例示印章規程

#### 第一条（手数料）

証明書の手数料は、一通につき三百円とする。

#### 第二条（公印の保管）

公印は、施錠した容器に保管する。
"""
FEES = """# 例示手数料規程

#### 第一条（減額及び免除）

経済的困難により納付する資力がないと認められる者については、手数料を減額し、又は免除することができる。

#### 第二条（納付）

手数料は、窓口に納付する。
"""


async def load(room: KnowledgeRoom) -> None:
    """Two small regulations of the ministry."""
    await room.load(await room.collection("規程集"), seals=SEALS, fees=FEES)


async def answers(
    room: KnowledgeRoom, text: str, *, of: Organisation | None = None, limit: int = 5
) -> tuple[ConcernPassages, ...]:
    """What is found for a letter in the ministry's regulations."""
    return await find_passages(
        room.library,
        text,
        concerns=propose(text, topics=usual_topics()).concerns,
        collections=await room.readable(of or room.ministry),
        limit=limit,
    )


async def test_each_concern_gets_articles_of_its_own(room: KnowledgeRoom) -> None:
    await load(room)
    first, second = await answers(room, "証明書の手数料はいくらですか。公印はどこに保管しますか。")
    assert first.hits[0].citation == "例示印章規程第一条"
    assert second.hits[0].citation == "例示印章規程第二条"
    assert first.has_rule
    assert second.has_rule
    assert first.reason is second.reason is None


async def test_everyday_words_are_searched_for_in_words_of_rules(room: KnowledgeRoom) -> None:
    await load(room)
    (found,) = await answers(room, "お金がない人は安くしてもらえますか。")
    assert found.hits[0].citation == "例示手数料規程第一条"
    assert found.has_rule


async def test_the_letter_around_it_tells_which_regulation_a_bare_question_means(room: KnowledgeRoom) -> None:
    await load(room)
    *_others, bare = await answers(room, "公印の保管の容器の施錠について質問します。どこに置きますか。")
    assert bare.hits[0].law_title == "例示印章規程"


async def test_no_more_articles_than_asked_for(room: KnowledgeRoom) -> None:
    await load(room)
    (found,) = await answers(room, "手数料はいくらですか。", limit=1)
    assert len(found.hits) == 1


@pytest.mark.parametrize(
    ("letter", "reason"),
    [
        ("パスポートの更新には何日かかりますか。", "「パスポート」に関すること"),
        ("宇宙人に会えますか。", "条文"),
    ],
)
async def test_a_letter_that_no_rule_answers_is_told_why(
    room: KnowledgeRoom, letter: str, reason: str
) -> None:
    await load(room)
    (found,) = await answers(room, letter)
    assert not found.has_rule
    assert found.reason is not None
    assert reason in found.reason.in_japanese


async def test_nothing_is_found_in_what_may_not_be_read(room: KnowledgeRoom) -> None:
    await load(room)
    (found,) = await answers(room, "証明書の手数料はいくらですか。", of=room.city)
    assert (found.hits, found.has_rule) == ((), False)


async def test_an_empty_letter_has_no_concern(room: KnowledgeRoom) -> None:
    await load(room)
    assert await answers(room, " \n") == ()


async def test_without_an_index_the_caller_is_told(room: KnowledgeRoom) -> None:
    with pytest.raises(IndexUnavailable):
        await answers(room, "手数料はいくらですか。")


def test_words_of_rules_are_given_once_and_only_for_whole_latin_words() -> None:
    assert in_rule_words("ネットから払うと安くなりますか。").split().count("手数料") == 1
    assert "生成AI" in in_rule_words("ＡＩを使いますか。")
    assert in_rule_words("MAILで送ります。") == ""
