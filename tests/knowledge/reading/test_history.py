"""How a document and its articles went through their versions, and why there is nothing to read on a day."""

from datetime import date

import pytest

from genkan.knowledge import RegulationNotFound, Standing
from genkan.knowledge.reading.history import Absence, read_absent, read_history
from tests.knowledge.conftest import KnowledgeRoom

TODAY = date(2026, 11, 2)


def rule(year: int, *articles: str) -> str:
    body = "".join(f"#### 第{number}条\n\n{text}\n\n" for number, text in enumerate(articles, start=1))
    return f"---\ntitle: 例示省旅費規程\neffective: {year}-04-01\n---\n{body}"


async def test_each_version_says_what_it_has_of_an_article(room: KnowledgeRoom) -> None:
    shelf = await room.collection("例示省規程集")
    for text in (rule(2010, "一"), rule(2015, "一", "二"), rule(2020, "一", "弐"), rule(2030, "一")):
        await room.load(shelf, travel=text)
    async with room.database.read() as connection:
        (document,) = await room.library.documents(connection, collections=[shelf])
        stages = await read_history(connection, document, anchor="2", today=TODAY)
        whole = await read_history(connection, document, today=TODAY)
    assert [stage.version.valid_from.year for stage in stages] == [2030, 2020, 2015, 2010]
    assert [stage.has_text for stage in stages] == [False, True, True, False]
    assert [stage.is_changed for stage in stages[1:3]] == [True, True]
    assert [stage.standing for stage in stages] == [
        Standing.NOT_YET,
        Standing.IN_FORCE,
        Standing.ENDED,
        Standing.ENDED,
    ]
    path = f"/regulations/{document.id}"
    assert [stage.path for stage in whole] == [
        f"{path}?on=2030-04-01",
        path,
        f"{path}?on=2020-03-31",
        f"{path}?on=2015-03-31",
    ]
    assert stages[2].path == f"{path}/2?on=2020-03-31"
    assert all(stage.is_changed for stage in whole)


async def test_why_there_is_nothing(room: KnowledgeRoom) -> None:
    shelf = await room.collection("例示省規程集")
    other = await room.collection("例示市例規集", of=room.city)
    for text in (rule(2010, "一"), rule(2015, "一", "二")):
        await room.load(shelf, travel=text)
    async with room.database.read() as connection:
        (document,) = await room.library.documents(connection, collections=[shelf])

        async def absent(day: date, anchor: str = "", collections=(shelf,)):
            return await read_absent(
                connection,
                document_id=document.id,
                anchor=anchor,
                collections=collections,
                day=day,
                today=TODAY,
            )

        before = await absent(date(2000, 1, 1))
        assert (before.reason, before.nearest.valid_from) == (Absence.NOT_YET, date(2010, 4, 1))
        without = await absent(date(2012, 1, 1), "2")
        assert without.reason is Absence.NO_ARTICLE
        assert [stage.version.valid_from for stage in without.stages] == [date(2015, 4, 1)]
        for anchor, collections in (("9", (shelf,)), ("", (other,)), ("1", ())):
            with pytest.raises(RegulationNotFound):
                await absent(TODAY, anchor, collections)
