"""What stands on the shelves that a person may read: documents, tables of contents, article pages."""

from collections.abc import Collection as AnyOf
from collections.abc import Mapping, Sequence

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.knowledge import store
from genkan.knowledge.citation import KnownArticle, KnownRegulation, Wanted, wanted_in
from genkan.knowledge.citation.beside import articles_by_key
from genkan.knowledge.citation.provisions import is_numbered
from genkan.knowledge.collection.collection import Collection, Document, StoredArticle
from genkan.knowledge.dating.as_of import AsOf
from genkan.knowledge.dating.versions import Standing, Version
from genkan.knowledge.errors import RegulationNotFound
from genkan.knowledge.names.names import name_key
from genkan.knowledge.names.register import Named, Register, names_of
from genkan.knowledge.parse import paragraph_lines
from genkan.knowledge.reading.reading import (
    ArticlePage,
    Contents,
    Surroundings,
    around,
    articles_cited,
    lines_of,
)


async def read_documents(
    connection: AsyncConnection, *, collections: Sequence[Collection], as_of: AsOf
) -> tuple[Document, ...]:
    """The documents in force on the day, or all of them, by title."""
    documents = await store.list_documents(connection, collections=collections)
    return tuple(each for each in documents if as_of.every_version or each.on(as_of.day))


async def read_contents(
    connection: AsyncConnection, *, document_id: str, collections: Sequence[Collection], as_of: AsOf
) -> Contents:
    """A document's table of contents. Raises ``RegulationNotFound`` where it is not in the collections.

    Where every version is wanted, a document that is not in force is shown as it was or will be next to the day.
    """
    document = await store.find_document(connection, document_id, collections=collections)
    version = _version(document, as_of) if document else None
    if document is None or version is None:
        raise RegulationNotFound
    standing = version.standing(as_of.day)
    return Contents(
        collection=next(each for each in collections if each.id == document.collection_id),
        document=document,
        version=version,
        standing=standing,
        link_day=as_of.link_day(standing, valid_from=version.valid_from, valid_until=version.valid_until),
        entries=await store.entries_of(connection, document_id=document_id, version_id=version.id),
    )


async def read_article(
    connection: AsyncConnection,
    *,
    document_id: str,
    anchor: str,
    collections: Sequence[Collection],
    register: Register,
    as_of: AsOf,
    aliases: Mapping[str, str],
) -> ArticlePage:
    """One article with everything around it. Raises ``RegulationNotFound`` where it may not be read.

    ``aliases`` are the short names that the document gives to others.
    """
    contents = await read_contents(connection, document_id=document_id, collections=collections, as_of=as_of)
    article = await store.find_article(
        connection, document_id=document_id, version_id=contents.version.id, anchor=anchor
    )
    if article is None:
        raise RegulationNotFound
    order = tuple(entry.anchor for entry in contents.entries)
    cited = articles_cited(article, register.names, aliases=aliases)
    targets = await _targets(connection, cited, register, collections, as_of)
    surroundings = Surroundings(
        document_id, anchor, order, register.names, targets, contents.link_day, aliases
    )
    previous, following = around(contents.entries, anchor=anchor)
    return ArticlePage(
        collection=contents.collection,
        document=contents.document,
        version=contents.version,
        standing=contents.standing,
        link_day=contents.link_day,
        article=article,
        lines=lines_of(article, around=surroundings),
        previous=previous,
        following=following,
        neighbours=tuple(entry for entry in contents.entries if entry.headings == article.headings),
    )


async def known_regulations(
    connection: AsyncConnection, *, texts: Sequence[str], collections: Sequence[Collection], as_of: AsOf
) -> tuple[KnownRegulation, ...]:
    """The regulations that one of the texts names, with every article of the version nearest to the day.

    What is not in force then says so.
    """
    listed = await store.list_documents(connection, collections=collections)
    register = Register(listed)
    wanted = [wanted_in(text, names=register.names) for text in texts]
    named = {one.id for each in wanted for one in register.documents(*each.names)}
    return tuple(
        [await _known(connection, document, wanted, as_of) for document in listed if document.id in named]
    )


async def _known(
    connection: AsyncConnection, document: Document, wanted: Sequence[Wanted], as_of: AsOf
) -> KnownRegulation:
    version = document.nearest(as_of.day)
    standing = version.standing(as_of.day)
    held = await store.articles_of_version(connection, document_id=document.id, version_id=version.id)
    known = [_known_article(each, standing) for each in held]
    keys = frozenset(map(name_key, names_of(document)))
    asked = frozenset[str]().union(*(each.articles_of(keys) for each in wanted))
    return KnownRegulation(
        id=document.id,
        title=version.title,
        names=names_of(document),
        articles=articles_by_key(known, asked=asked),
        standing=standing,
        law_id=document.law_id,
        number=document.number,
        valid_from=version.valid_from,
        valid_until=version.valid_until,
    )


def _known_article(article: StoredArticle, standing: Standing) -> KnownArticle:
    lines = [line for paragraph in article.paragraphs for line in paragraph_lines(paragraph)]
    return KnownArticle(
        anchor=article.anchor,
        label=article.label,
        caption=article.caption,
        text="\n".join(lines),
        standing=standing,
        is_numbered=is_numbered(lines),
    )


async def _targets(
    connection: AsyncConnection,
    cited: Mapping[str, AnyOf[str]],
    register: Register,
    collections: Sequence[Collection],
    as_of: AsOf,
) -> Mapping[str, tuple[str, AnyOf[str]]]:
    """For each name that stands for one readable document: the document, and which of the anchors it has."""
    named = {title: register.documents(title) for title in cited}
    meant = {title: documents[0] for title, documents in named.items() if len(documents) == 1}
    wanted: dict[str, set[str]] = {}
    for title, document in meant.items():
        wanted.setdefault(document.id, set()).update(cited[title])
    anchors = await _anchors(connection, list(meant.values()), wanted, collections, as_of)
    return {title: (each.id, anchors[each.id]) for title, each in meant.items() if each.id in anchors}


async def _anchors(
    connection: AsyncConnection,
    named: Sequence[Named],
    wanted: Mapping[str, AnyOf[str]],
    collections: Sequence[Collection],
    as_of: AsOf,
) -> dict[str, frozenset[str]]:
    """Which of the anchors each of these documents has on the day; documents that are not in force are missing."""
    documents = await _named(connection, named, collections)
    versions = {each.id: version.id for each in documents if (version := _version(each, as_of))}
    return await store.anchors_of(connection, versions, anchors=wanted)


async def _named(
    connection: AsyncConnection, named: Sequence[Named], collections: Sequence[Collection]
) -> list[Document]:
    readable = frozenset(collection.id for collection in collections)
    documents = await store.documents_with_ids(connection, sorted({each.id for each in named}))
    return [document for document in documents if document.collection_id in readable]


def _version(document: Document, as_of: AsOf) -> Version | None:
    return document.nearest(as_of.day) if as_of.every_version else document.on(as_of.day)
