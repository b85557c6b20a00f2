"""What stands on the shelves that a person may read: documents, tables of contents, article pages."""

from collections.abc import Mapping, Sequence

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.knowledge import store
from genkan.knowledge.citation import KnownArticle, KnownRegulation, number_cited, wanted_in
from genkan.knowledge.collection.collection import Collection, Document
from genkan.knowledge.dating.as_of import AsOf
from genkan.knowledge.dating.versions import Version
from genkan.knowledge.errors import RegulationNotFound
from genkan.knowledge.names.register import Named, Register, names_of
from genkan.knowledge.reading.reading import ArticlePage, Contents, Surroundings, around, lines_of, titles_in


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
    titles = titles_in(article, register.names, aliases=aliases)
    targets = await _targets(connection, titles, register, collections, as_of)
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
    named = {
        one.id for text in texts for one in register.documents(*wanted_in(text, names=register.names).names)
    }
    return tuple([await _known(connection, document, as_of) for document in listed if document.id in named])


async def _known(connection: AsyncConnection, document: Document, as_of: AsOf) -> KnownRegulation:
    version = document.nearest(as_of.day)
    standing = version.standing(as_of.day)
    articles: dict[str, tuple[KnownArticle, ...]] = {}
    for each in await store.articles_of_version(connection, document_id=document.id, version_id=version.id):
        known = KnownArticle(each.anchor, each.label, each.caption, each.text, standing)
        number = number_cited(each.anchor)
        articles[number] = (*articles.get(number, ()), known)
    return KnownRegulation(
        id=document.id,
        title=version.title,
        names=names_of(document),
        articles=articles,
        standing=standing,
        law_id=document.law_id,
        number=document.number,
        valid_from=version.valid_from,
        valid_until=version.valid_until,
    )


async def _targets(
    connection: AsyncConnection,
    titles: frozenset[str],
    register: Register,
    collections: Sequence[Collection],
    as_of: AsOf,
) -> Mapping[str, tuple[str, tuple[str, ...]]]:
    """For each name that stands for one readable document: the document and its anchors."""
    named = {title: register.documents(title) for title in titles}
    meant = {title: documents[0] for title, documents in named.items() if len(documents) == 1}
    anchors = await _anchors(connection, list(meant.values()), collections, as_of)
    return {title: (each.id, anchors[each.id]) for title, each in meant.items() if each.id in anchors}


async def _anchors(
    connection: AsyncConnection, named: Sequence[Named], collections: Sequence[Collection], as_of: AsOf
) -> dict[str, tuple[str, ...]]:
    """The anchors that each of these documents has on the day; those that are not in force are missing."""
    documents = await _named(connection, named, collections)
    versions = {each.id: version for each in documents if (version := _version(each, as_of))}
    anchors = await store.anchors_of(connection, [version.id for version in versions.values()])
    return {document_id: anchors[version.id] for document_id, version in versions.items()}


async def _named(
    connection: AsyncConnection, named: Sequence[Named], collections: Sequence[Collection]
) -> list[Document]:
    readable = frozenset(collection.id for collection in collections)
    documents = await store.documents_with_ids(connection, sorted({each.id for each in named}))
    return [document for document in documents if document.collection_id in readable]


def _version(document: Document, as_of: AsOf) -> Version | None:
    return document.nearest(as_of.day) if as_of.every_version else document.on(as_of.day)
