"""Documents of the version before get a version and ids for their articles when the tables are brought up to date."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from alembic import command
from sqlalchemy import create_engine, text

from genkan.knowledge import ArticleKind, DocumentKind, Library, Reader, Standing
from genkan.storage import Database, migrate
from genkan.storage.upgrade import _scripts
from tests.conftest import NOON, StillClock

BEFORE = "0013"
PARAGRAPHS = [{"number": 1, "text": "本則。", "items": [{"number": "一", "text": "号", "items": []}]}]


def _rows() -> Iterator[tuple[str, dict[str, object]]]:
    yield (
        "organisation",
        {"id": "o1", "name": "例示省", "kind": "ministry", "parent_id": None, "created_at": NOON},
    )
    collection = {"id": "c1", "organisation_id": "o1", "title": "規程集", "information_class": 1}
    yield "collection", collection | {"readers": "organisation", "created_at": NOON, "revision": 2}
    document = {"collection_id": "c1", "number": "", "issuer": "例示省", "abbreviations": '["略"]'}
    document |= {"digest": "d", "revision": 1, "loaded_at": NOON}
    own = {"id": "d1", "name": "a.md", "title": "旅費規程", "effective": date(2025, 4, 1), "articles": 3}
    yield "document", document | own | {"state": "active"}
    gone = {"id": "d2", "name": "b.md", "title": "旧規程", "effective": None, "articles": 1}
    yield "document", document | gone | {"state": "withdrawn"}
    article = {
        "caption": "",
        "headings": '["第一章"]',
        "text": "本則。",
        "paragraphs": json.dumps(PARAGRAPHS),
    }
    # stored in another order than that of the text
    for owner, anchor, label, position in (
        ("d1", "2", "第二条", 1),
        ("d1", "s1", "附則", 2),
        ("d1", "1", "第一条", 0),
        ("d2", "h1", "概要", 0),
    ):
        place = {"document_id": owner, "anchor": anchor, "label": label, "position": position}
        yield "article", article | place


def _fill(url: str) -> None:
    engine = create_engine(url.replace("+aiosqlite", ""))
    with engine.begin() as connection:
        with _scripts() as configuration:
            configuration.attributes["connection"] = connection
            command.upgrade(configuration, BEFORE)
        for table, row in _rows():
            names, places = ", ".join(row), ", ".join(f":{name}" for name in row)
            connection.execute(text(f"INSERT INTO {table} ({names}) VALUES ({places})"), row)
    engine.dispose()


async def test_what_was_there_is_read_as_before(older_url: str, tmp_path: Path) -> None:
    _fill(older_url)
    migrate(older_url)
    database = Database(older_url)
    library = Library(database, StillClock(NOON), tmp_path / "index")
    async with database.read() as connection:
        shelves = await library.readable_collections(connection, Reader("", organisation_id="o1"))
        (document,) = await library.documents(connection, collections=shelves)
        contents = await library.contents(connection, document_id="d1", collections=shelves)
        page = await library.article(connection, document_id="d1", anchor="s1", collections=shelves)
    await database.close()
    assert (document.title, document.abbreviations, document.kind) == (
        "旅費規程",
        ("略",),
        DocumentKind.REGULATION,
    )
    (version,) = document.versions
    assert (version.valid_from, version.valid_until, version.articles) == (date(2025, 4, 1), None, 3)
    assert [entry.anchor for entry in contents.entries] == ["1", "2", "s1"]
    assert (page.article.kind, page.article.headings) == (ArticleKind.SUPPLEMENT, ("第一章",))
    assert page.article.text == "本則。\n一　号"
    assert page.standing is Standing.IN_FORCE
