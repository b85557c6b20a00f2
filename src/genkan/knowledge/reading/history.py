"""How a document and one of its articles went through their versions, and why there is nothing to read on a day."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.knowledge import store
from genkan.knowledge.collection.collection import Collection, Document
from genkan.knowledge.dating.as_of import AsOf
from genkan.knowledge.dating.versions import Standing, Version
from genkan.knowledge.errors import RegulationNotFound
from genkan.knowledge.parse.deleted import DELETED, DeletedArticles, deleted_in
from genkan.knowledge.question.references import Reference, label_of
from genkan.knowledge.search.results import article_path, contents_path


@dataclass(frozen=True)
class Stage:
    """A version as a step in the life of a document, or of one article where ``anchor`` is not empty.

    ``has_text``: the version has the article; ``is_changed``: not word for word as in the version before. ``standing``
    is that of today, ``link_day`` a day on which the version is in force (``None``: today).
    """

    version: Version
    anchor: str
    standing: Standing
    link_day: date | None
    has_text: bool = True
    is_changed: bool = True

    @property
    def path(self) -> str:
        """The path of the text in this version."""
        document = self.version.document_id
        if not self.anchor:
            return contents_path(document, on=self.link_day)
        return article_path(document, self.anchor, on=self.link_day)


class Absence(StrEnum):
    """Why there is nothing to read on a day."""

    NOT_YET = "not_yet"
    ENDED = "ended"
    REPEALED = "repealed"
    NO_ARTICLE = "no_article"
    DELETED = "deleted"


@dataclass(frozen=True)
class Absent:
    """A document, or an article of it, that is not in force on ``day``; ``nearest`` is the version nearest to it.

    ``stages`` are those that can be read instead, newest first. Where an article was ``deleted`` together with others,
    ``deleted_path`` leads to where that is said.
    """

    collection: Collection
    document: Document
    day: date
    reason: Absence
    nearest: Version
    stages: tuple[Stage, ...]
    anchor: str = ""
    deleted: DeletedArticles | None = None
    deleted_path: str = ""

    @property
    def number(self) -> str:
        """The article as people write it: 「第7条」, 「附則第7条」."""
        return label_of(Reference(None, self.anchor, None, None, (0, 0)))


async def read_history(
    connection: AsyncConnection, document: Document, *, anchor: str = "", today: date
) -> tuple[Stage, ...]:
    """The versions of a readable document, newest first; with an anchor also what each of them has of the article."""
    texts = await _texts(connection, document, anchor) if anchor else {}
    stages: list[Stage] = []
    before = ""
    for version in document.versions:
        text = texts.get(version.id, "")
        stages.append(_stage(version, anchor, today, text=text if anchor else version.digest, before=before))
        before = text
    return tuple(reversed(stages))


async def read_absent(
    connection: AsyncConnection,
    *,
    document_id: str,
    anchor: str = "",
    collections: Sequence[Collection],
    day: date,
    today: date,
) -> Absent:
    """Why there is nothing on a day. Raises ``RegulationNotFound`` where there never was or may not be read."""
    document = await store.find_document(connection, document_id, collections=collections)
    if document is None:
        raise RegulationNotFound
    stages = await read_history(connection, document, anchor=anchor, today=today)
    readable = tuple(stage for stage in stages if stage.has_text)
    nearest = document.nearest(day)
    deletion = await _deletion(connection, document, nearest, anchor) if anchor else None
    if not readable and deletion is None:
        raise RegulationNotFound
    absent = Absent(
        collection=next(each for each in collections if each.id == document.collection_id),
        document=document,
        day=day,
        reason=_ABSENCES.get(nearest.standing(day), Absence.NO_ARTICLE),
        nearest=nearest,
        stages=readable,
        anchor=anchor,
    )
    if deletion is None or absent.reason is not Absence.NO_ARTICLE:
        return absent
    path = article_path(document.id, deletion.anchor, on=None if day == today else day)
    return replace(absent, reason=Absence.DELETED, deleted=deletion.articles, deleted_path=path)


class _Deletion(NamedTuple):
    """The anchor of the article that says what was deleted together with others."""

    anchor: str
    articles: DeletedArticles


async def _deletion(
    connection: AsyncConnection, document: Document, version: Version, anchor: str
) -> _Deletion | None:
    holding = await store.articles_holding(
        connection, document_id=document.id, version_id=version.id, words=DELETED
    )
    for article in holding:
        lines = article.text.split("\n")
        for together in deleted_in(lines, anchor=article.anchor, label=article.label):
            if together.holds(anchor):
                return _Deletion(article.anchor, together)
    return None


_ABSENCES = {
    Standing.NOT_YET: Absence.NOT_YET,
    Standing.ENDED: Absence.ENDED,
    Standing.REPEALED: Absence.REPEALED,
}


async def _texts(connection: AsyncConnection, document: Document, anchor: str) -> dict[str, str]:
    """The id of the article's text in each version that has it."""
    ids = await store.texts_of(connection, document_id=document.id, anchor=anchor)
    contents = await store.contents_of_documents(connection, [document.id])
    found = {version: ids & frozenset(articles) for version, articles in contents.items()}
    return {version: min(texts) for version, texts in found.items() if texts}


def _stage(version: Version, anchor: str, today: date, *, text: str, before: str) -> Stage:
    standing = version.standing(today)
    day = AsOf(today, is_today=True)
    link_day = day.link_day(standing, valid_from=version.valid_from, valid_until=version.valid_until)
    return Stage(version, anchor, standing, link_day, has_text=bool(text), is_changed=text != before)
