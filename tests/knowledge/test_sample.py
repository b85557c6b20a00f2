"""The sample as it is delivered: it loads, every question has its article, and search finds most of them."""

from genkan.knowledge import IndexState, LoadReport, Outcome, load_sample, sample_questions
from tests.knowledge.conftest import KnowledgeRoom


async def load(room: KnowledgeRoom) -> tuple[LoadReport, LoadReport]:
    """Load the sample for the two organisations."""
    return await load_sample(
        room.database,
        library=room.library,
        loader=room.loader,
        ministry_id=room.ministry.id,
        city_id=room.city.id,
    )


async def test_the_sample_loads_once(room: KnowledgeRoom) -> None:
    first = await load(room)
    again = await load(room)
    for report, amended in zip(first, (2, 0), strict=True):
        assert report.count(Outcome.NEW_VERSION) == amended
        assert report.count(Outcome.LOADED) == len(report.files) - amended > 0
    for report in again:
        assert report.count(Outcome.UNCHANGED) == len(report.files)
    events = await room.events()
    assert events.count("knowledge:collection:added") == 2
    assert events.count("knowledge:document:loaded") == 2 + sum(len(report.files) for report in first)


async def test_the_ministry_reads_both_and_the_city_its_own(room: KnowledgeRoom) -> None:
    await load(room)
    assert len(await room.readable(room.ministry)) == 2
    assert len(await room.readable(room.city)) == 1


async def test_every_question_s_article_is_there_and_found_by_its_number(room: KnowledgeRoom) -> None:
    await load(room)
    await room.library.start()
    collections = await room.readable(room.ministry)
    async with room.database.read() as connection:
        assert await room.library.index_state(connection) is IndexState.CURRENT
    for question in sample_questions():
        main, *branches = question.article.split("_")
        number = f"第{main}条" + "".join(f"の{branch}" for branch in branches)
        result = await room.library.search(question.regulation + number, collections=collections)
        assert result.hits[0].anchor.endswith(f"/{question.article}")
        assert result.hits[0].law_title == question.regulation
