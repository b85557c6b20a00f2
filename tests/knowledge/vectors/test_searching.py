"""Questions in other words find their article by vectors alone; without vectors everything works as before."""

import pytest

from genkan.knowledge import Asker, Readers
from genkan.knowledge.search.narrowing import Narrowing
from genkan.knowledge.search.results import StepKind
from tests.knowledge.vectors.conftest import CLOTHES, TRAVEL, VectorRoom

QUESTION = "ピヨ丸は返すのですか"


async def ready(room: VectorRoom) -> None:
    assert await room.library.vectors.build()
    room.server.asked.clear()


async def test_a_question_in_other_words_finds_the_article_by_vectors_alone(room: VectorRoom) -> None:
    shelf = await room.collection("規程集")
    await room.load(shelf, clothes=CLOTHES, travel=TRAVEL)
    assert "例示省被服規程第2条" not in await room.found("ピヨ丸", shelf)
    assert not room.server.asked, "while no model is chosen, nothing leaves"
    await room.choose()
    await ready(room)
    result = await room.search("ピヨ丸", shelf)
    assert result.hits[0].law_title == "例示省被服規程"
    assert result.steps[-1].kind is StepKind.BY_MEANING
    assert [asked["input"] for asked in room.server.asked] == [["ピヨ丸"]]


async def test_words_and_meaning_are_fused(room: VectorRoom) -> None:
    shelf = await room.collection("規程集")
    await room.load(shelf, clothes=CLOTHES, travel=TRAVEL)
    await room.choose()
    await ready(room)
    found = await room.found("ピヨ丸と復命書", shelf)
    assert "例示省出張規程第2条" in found[:3] and any("被服" in each for each in found[:3])


@pytest.mark.parametrize("words", ["例示省被服規程第二条", "例示省被服規程", "　", "第2条"])
async def test_what_is_only_named_is_looked_up_and_not_embedded(room: VectorRoom, words: str) -> None:
    shelf = await room.collection("規程集")
    await room.load(shelf, clothes=CLOTHES)
    await room.choose()
    await ready(room)
    await room.search(words, shelf)
    assert not room.server.asked


async def test_a_question_is_embedded_once_and_kept_as_no_text(room: VectorRoom) -> None:
    shelf = await room.collection("規程集")
    await room.load(shelf, clothes=CLOTHES)
    await room.choose(question_prefix="質問: ", text_prefix="条文: ")
    await ready(room)
    first = await room.found(QUESTION, shelf)
    assert await room.found(QUESTION, shelf) == first
    assert [asked["input"] for asked in room.server.asked] == [["質問: " + QUESTION]]
    assert all(text.startswith("条文: 例示省被服規程") for text in room.server.texts[:2])


async def test_a_call_is_metered_with_its_purpose_and_its_caller(room: VectorRoom) -> None:
    shelf = await room.collection("規程集", information_class=2)
    await room.load(shelf, clothes=CLOTHES)
    await room.choose()
    await ready(room)
    asker = Asker(organisation_id=room.ministry.id, person_id=room.person.id, app="law-research")
    await room.search(QUESTION, shelf, asker=asker)
    of_index, of_question = await room.rows()
    assert (of_index["app"], of_question["app"]) == ("", "law-research")
    assert (of_index["purpose"], of_index["person_id"], of_index["information_class"]) == (
        "index",
        "system",
        2,
    )
    assert of_index["organisation_id"] == room.ministry.id
    assert (of_question["purpose"], of_question["person_id"]) == ("search", room.person.id)
    assert of_question["information_class"] == 2


async def test_whoever_names_nobody_searches_by_words_alone(room: VectorRoom) -> None:
    shelf = await room.collection("規程集")
    await room.load(shelf, clothes=CLOTHES)
    await room.choose()
    await ready(room)
    result = await room.search(QUESTION, shelf, asker=None)
    assert not room.server.asked and StepKind.BY_MEANING not in [step.kind for step in result.steps]


@pytest.mark.parametrize("reader", ["ministry", "city"])
async def test_nothing_unreadable_is_found_by_meaning(room: VectorRoom, reader: str) -> None:
    """Each organisation has the same article; each finds its own, and what is open to all."""
    own = await room.collection("省の規程集")
    others = await room.collection("市の規程集", of=room.city)
    open_to_all = await room.collection("公開の規程集", of=room.city, readers=Readers.EVERYONE)
    await room.load(own, clothes=CLOTHES)
    await room.load(others, clothes=CLOTHES.replace("例示省", "例示市"))
    await room.load(open_to_all, travel=TRAVEL)
    await room.choose()
    await ready(room)
    readable = (own, open_to_all) if reader == "ministry" else (others, open_to_all)
    result = await room.search("ピヨ丸とモコモコ", *readable)
    assert {hit.collection.id for hit in result.hits} == {shelf.id for shelf in readable}
    assert result.steps[-1].kind is StepKind.BY_MEANING
    assert {hit.collection.id for hit in (await room.search("ピヨ丸とモコモコ", open_to_all)).hits} == {
        open_to_all.id
    }


async def test_a_document_or_kind_asked_for_holds_for_meaning_too(room: VectorRoom) -> None:
    shelf = await room.collection("規程集")
    await room.load(shelf, clothes=CLOTHES, travel=TRAVEL)
    await room.choose()
    await ready(room)
    async with room.database.read() as connection:
        documents = await room.library.documents(connection, collections=[shelf])
    travel = next(each for each in documents if each.title == "例示省出張規程")
    assert {each[:7] for each in await room.found("ピヨ丸", shelf, document_id=travel.id)} == {
        "例示省出張規程"
    }
    issuer = Narrowing(ministries=frozenset({"どこにもない府省"}))
    assert await room.found("ピヨ丸", shelf, narrowing=issuer) == []


async def test_a_slow_or_dead_model_leaves_the_words(room: VectorRoom) -> None:
    shelf = await room.collection("規程集")
    await room.load(shelf, clothes=CLOTHES)
    await room.choose()
    await ready(room)
    room.server.seconds = 30
    late = await room.search("被服の返納", shelf)
    assert late.hits and late.steps[-1].kind is StepKind.MEANING_LATE and late.seconds < 5
    room.server.seconds, room.server.status = 0, 500
    failed = await room.search("被服の返納とは", shelf)
    assert failed.hits and failed.steps[-1].kind is StepKind.MEANING_FAILED
    await room.server.stop()
    dead = await room.search("返納する被服", shelf)
    assert dead.hits and dead.steps[-1].kind is StepKind.MEANING_FAILED


async def test_a_question_that_may_not_leave_does_not(room: VectorRoom) -> None:
    shelf = await room.collection("規程集")
    await room.load(shelf, clothes=CLOTHES)
    await room.choose()
    await ready(room)
    stranger = Asker(organisation_id=room.ministry.id, information_class=3)
    result = await room.search(QUESTION, shelf, asker=stranger)
    assert result.steps[-1].kind is StepKind.MEANING_REFUSED and not room.server.asked


async def test_what_ends_is_not_asked_for_any_more_and_deleted(room: VectorRoom) -> None:
    shelf = await room.collection("規程集")
    await room.load(shelf, clothes=CLOTHES)
    await room.choose()
    await ready(room)
    assert list((room.folder / "vectors").glob("*.vectors"))
    await room.end()
    result = await room.search(QUESTION, shelf)
    assert not room.server.asked and StepKind.BY_MEANING not in [step.kind for step in result.steps]
    assert await room.library.vectors.build()
    assert not list((room.folder / "vectors").glob("*.vectors"))
