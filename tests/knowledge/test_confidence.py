"""When a search says that it is not sure of its hits."""

from unittest.mock import Mock

import pytest

from genkan.knowledge.names.names import Names
from genkan.knowledge.question.question import understand
from genkan.knowledge.question.synonyms import Synonyms
from genkan.knowledge.search.confidence import is_confident
from genkan.knowledge.search.finding import Findings
from genkan.knowledge.search.look_up import LookedUp, LookUp
from genkan.knowledge.search.results import StepKind
from genkan.knowledge.text.tokenise import SudachiSegmenter
from tests.knowledge.conftest import KnowledgeRoom

NAMES = Names.of(["労働基準法", "国民年金法", "民法"])


@pytest.mark.parametrize(
    ("query", "places", "laws"),
    [
        ("京都市の宿泊税はいくらですか。", ("京都市",), ()),
        ("フランスの労働法典では何時間ですか。", ("フランス",), ()),
        # what the shelves hold are the rules of this country
        ("日本の国籍を取る条件", (), ()),
        ("猫カフェ営業基本法の届出の期限はいつですか。", (), ("猫カフェ営業基本法",)),
        ("昼寝時間確保促進法では、何分の昼寝を認めますか。", (), ("昼寝時間確保促進法",)),
        # a law that is there, in any spelling and as part of a longer name
        ("労働基準法の罰則", (), ()),
        ("改正労働基準法では何が変わりましたか。", (), ()),
        # words that merely end like the name of a law
        ("文書の管理方法を教えてください。", (), ()),
        ("安全管理手法が知りたい", (), ()),
        ("法の不遡及", (), ()),
        # with its article it is looked up by another way
        ("猫カフェ営業基本法第三条", (), ()),
    ],
)
def test_what_the_shelves_may_not_hold(
    query: str, places: tuple[str, ...], laws: tuple[str, ...], segmenter: SudachiSegmenter
) -> None:
    question = understand(query, names=NAMES, synonyms=Synonyms((), segmenter=segmenter), segmenter=segmenter)
    assert (question.places, question.unknown_laws) == (places, laws)


STAY = """---
title: 例示省宿泊施設規程
abbreviations: [宿泊施設規程]
---
#### 第一条（宿泊費）

宿泊費の額は、一夜につき一万九千円を上限とする。

#### 第二条（京都市の宿泊施設）

京都市の宿泊施設の利用の申請は、七日前までにする。
"""


@pytest.mark.parametrize(
    ("query", "is_confident"),
    [
        ("宿泊費の額の上限", True),
        ("宿泊費の額の上限は、フランスではいくらですか。", False),
        ("京都市の宿泊施設の利用の申請", True),
        ("横浜市の宿泊施設の利用の申請", False),
        ("猫宿泊推進法では、宿泊費の額の上限はいくらですか。", False),
        ("宿泊施設規程第一条", True),
        # the nearest articles are shown in the place of one that does not exist
        ("宿泊施設規程第九十条", False),
        # of what is asked nothing is there, though particles and endings of verbs are
        ("ラーメンにつき", False),
        ("宿泊施設規程のラーメンにつき", True),
        # one of two is there
        ("宿泊施設規程第一条と第九十条の違い", True),
    ],
)
async def test_another_place_another_law_or_no_article_is_no_answer(
    room: KnowledgeRoom, query: str, is_confident: bool
) -> None:
    collection = await room.collection("規程集")
    await room.load(collection, stay=STAY)
    result = await room.library.search(query, collections=[collection])
    assert result.hits
    assert result.is_confident is is_confident
    missing = [step for step in result.steps if step.kind is StepKind.NO_SUCH_TITLE]
    assert bool(missing) is ("推進法" in query)


@pytest.mark.parametrize(
    ("asked", "reworded", "expected"),
    [
        ((True, 0.1), (False, 0.1), True),
        ((False, 0.1), (True, 0.1), False),
        ((False, 0.1), (True, 0.6), True),
        ((False, 0.6), (False, 0.1), True),
    ],
)
async def test_an_article_that_only_a_model_names_is_no_reason_to_be_sure(
    room: KnowledgeRoom,
    segmenter: SudachiSegmenter,
    asked: tuple[bool, float],
    reworded: tuple[bool, float],
    expected: bool,
) -> None:
    """Each of the question and its rewrite: (whether an article was looked up, the share of its words found)"""
    collection = await room.collection("規程集")
    await room.load(collection, stay=STAY)
    best = (await room.library.search("宿泊費の額の上限", collections=[collection])).hits[0]
    record = Mock(spec=LookedUp)
    findings = [
        Findings(LookUp((record,) if named else (), ()), (), True, coverage)
        for named, coverage in (asked, reworded)
    ]
    synonyms = Synonyms((), segmenter=segmenter)
    question = understand("宿泊費の額の上限", names=NAMES, synonyms=synonyms, segmenter=segmenter)
    assert is_confident(findings, question=question, best=best) is expected
