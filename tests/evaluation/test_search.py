"""A set of questions put to a real library."""

from datetime import date
from pathlib import Path

from genkan.evaluation import Question, evaluate_search, read_questions
from genkan.knowledge import load_sample
from tests.knowledge.conftest import KnowledgeRoom

SETS = Path(__file__).parents[2] / "benchmarks" / "questions"
RULES = (
    "# 旅費規程\n\n#### 第一条（旅費）\n\n旅費を支給する。\n\n#### 第二条（宿泊費）\n\n宿泊費は実費とする。\n"
)

# What the search reached when this was written, less a little: a fall below it is a fault, not chance.
LEAST_HIT_10, LEAST_NDCG = 0.90, 0.70


async def test_hits_are_compared_by_title_and_number(room: KnowledgeRoom) -> None:
    collection = await room.collection("規程")
    await room.load(collection, travel=RULES)
    questions = [
        Question("found", "宿泊費", frozenset({"旅費規程:2"})),
        Question("missed", "宿泊費", frozenset({"旅費規程:9"})),
        Question("none", "宿泊費", frozenset()),
    ]
    async with room.database.read() as connection:
        evaluation = await evaluate_search(room.library, connection, questions, collections=[collection])
    assert evaluation.hit_1 is not None
    assert evaluation.hit_1.value == 0.5
    assert [(miss.id, miss.found[0]) for miss in evaluation.misses] == [("missed", "旅費規程:2")]
    assert evaluation.confident_without_answer is not None
    assert 0 < evaluation.p50_ms <= evaluation.p99_ms
    assert evaluation.figures()["questions"] == 3


async def test_quality_guard_the_sample_questions_find_their_articles(room: KnowledgeRoom) -> None:
    await load_sample(
        room.database,
        library=room.library,
        loader=room.loader,
        ministry_id=room.ministry.id,
        city_id=room.city.id,
    )
    await room.library.start()
    questions = read_questions((SETS / "sample_staff.jsonl").read_bytes().splitlines())
    collections = await room.readable(room.ministry)
    async with room.database.read() as connection:
        evaluation = await evaluate_search(room.library, connection, questions, collections=collections)
    assert len(questions) >= 60
    assert evaluation.hit_10 is not None
    assert evaluation.ndcg is not None
    assert evaluation.hit_10.value >= LEAST_HIT_10, evaluation.misses
    assert evaluation.ndcg.value >= LEAST_NDCG


async def test_gold_that_is_not_in_the_collection_is_named(room: KnowledgeRoom) -> None:
    collection = await room.collection("規程")
    await room.load(collection, travel=RULES)
    questions = [Question("one", "宿泊費", frozenset({"旅費規程:2", "旅費規程:9", "無い規程:1"}))]
    async with room.database.read() as connection:
        evaluation = await evaluate_search(room.library, connection, questions, collections=[collection])
    assert evaluation.unknown_gold == ("旅費規程:9", "無い規程:1")


async def test_a_rule_in_force_on_the_day_alone_is_known_by_its_name(room: KnowledgeRoom) -> None:
    collection = await room.collection("規程")
    head = "---\ntitle: 旅費規程\neffective: 2099-04-01\n---\n"
    await room.load(collection, travel=head + RULES.partition("\n\n")[2])
    questions = [Question("then", "宿泊費", frozenset({"旅費規程:2"}))]
    async with room.database.read() as connection:
        evaluation = await evaluate_search(
            room.library, connection, questions, collections=[collection], on=date(2099, 5, 1)
        )
    assert evaluation.hit_1 is not None and evaluation.hit_1.value == 1.0
    assert not evaluation.unknown_gold
