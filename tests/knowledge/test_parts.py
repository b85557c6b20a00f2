"""A question of several lines is answered by its lines, too."""

import pytest

from genkan.knowledge.index import ScoredPassage
from genkan.knowledge.names.names import Names
from genkan.knowledge.question.question import understand
from genkan.knowledge.question.synonyms import Synonyms, load_entries
from genkan.knowledge.search.parts import with_parts
from genkan.knowledge.text.tokenise import SudachiSegmenter
from tests.knowledge.conftest import KnowledgeRoom

ALL, FIRST, SECOND, OTHER = 1, 2, 3, 4
RULES = """---
title: 例示省備品管理規程
---
#### 第一条（点検）

備品の点検は、毎年度に一回、物品管理官が行う。

#### 第二条（貸付け）

備品の貸付けは、申請書の提出を受けて、物品管理官が承認する。
"""
LINES = """次のうち、正しいものを教えてください。
点検は毎年度に一回行う
貸付けは申請書の提出を受けて承認する"""


def _found(*scores: tuple[int, float]) -> list[ScoredPassage]:
    return [ScoredPassage(ordinal, score, 0) for ordinal, score in scores]


@pytest.mark.parametrize(
    ("parts", "order"),
    [
        ([], [ALL, FIRST, SECOND]),
        # the best of a part passes what holds a little of all
        ([_found((FIRST, 30.0), (ALL, 6.0))], [FIRST, ALL, SECOND]),
        # a score counts beside those of its own part alone
        ([_found((FIRST, 30.0)), _found((SECOND, 3.0))], [FIRST, SECOND, ALL]),
        # what only a part leads to is found, too
        ([_found((OTHER, 5.0), (FIRST, 0.5))], [OTHER, ALL, FIRST, SECOND]),
        # a part in which nothing was found changes nothing
        ([_found()], [ALL, FIRST, SECOND]),
    ],
)
def test_what_answers_a_part_is_lifted(parts: list[list[ScoredPassage]], order: list[int]) -> None:
    found = with_parts(_found((ALL, 20.0), (FIRST, 15.0), (SECOND, 14.0)), parts)
    assert [each.ordinal for each in sorted(found, key=lambda each: -each.score)] == order


def test_an_article_counts_with_the_part_in_which_it_is_best() -> None:
    once = with_parts(_found((ALL, 20.0)), [_found((ALL, 2.0))])
    again = with_parts(_found((ALL, 20.0)), [_found((FIRST, 9.0), (ALL, 1.0)), _found((ALL, 2.0))])
    assert once[0].score == again[0].score


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("備品の点検は毎年行う。貸付けは承認を受ける。", 0),
        ("次のうち、正しいものを教えてください。\n備品の点検は毎年行う", 0),
        ("備品について正しいものを教えてください。\n点検は毎年行う\n\n貸付けは承認を受ける", 3),
        ("\n".join(f"備品の点検その{number}" for number in range(40)), 8),
    ],
)
def test_the_lines_of_a_question(query: str, count: int) -> None:
    segmenter = SudachiSegmenter()
    question = understand(
        query, names=Names.of([]), synonyms=Synonyms((), segmenter=segmenter), segmenter=segmenter
    )
    assert len(question.parts) == count
    assert all(set(part.pairs) <= set(question.pairs) for part in question.parts)
    assert all(set(part.words) <= set(question.words) for part in question.parts)


@pytest.mark.parametrize("query", ["この規程において備品とは", "申請書を出しておいてください"])
def test_a_particle_is_no_relative(query: str) -> None:
    segmenter = SudachiSegmenter()
    synonyms = Synonyms(load_entries(), segmenter=segmenter)
    question = understand(query, names=Names.of([]), synonyms=synonyms, segmenter=segmenter)
    assert not any("傍系血族" in reading.legal for reading in question.readings)


async def test_lines_lead_to_nothing_that_one_may_not_read(room: KnowledgeRoom) -> None:
    readable, secret = await room.collection("規程集"), await room.collection("秘密")
    await room.load(secret, rules=RULES)
    await room.load(
        readable, other="---\ntitle: 例示省清掃規程\n---\n#### 第一条（点検）\n\n点検は、毎日行う。\n"
    )
    both = await room.library.search(LINES, collections=[readable, secret])
    assert {hit.law_title for hit in both.hits} == {"例示省備品管理規程", "例示省清掃規程"}
    result = await room.library.search(LINES, collections=[readable])
    assert {hit.law_title for hit in result.hits} == {"例示省清掃規程"}
