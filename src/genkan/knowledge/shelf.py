"""What stands on the shelves that a person may read: documents, tables of contents, article pages."""

from collections.abc import Mapping, Sequence

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.knowledge import store
from genkan.knowledge.citation import KnownRegulation
from genkan.knowledge.collection import Collection, StoredArticle
from genkan.knowledge.errors import RegulationNotFound
from genkan.knowledge.reading import ArticlePage, Contents, Surroundings, around, lines_of, titles_in
from genkan.knowledge.register import Register, names_of


async def read_contents(
    connection: AsyncConnection, *, document_id: str, collections: Sequence[Collection]
) -> Contents:
    """A document's table of contents. Raises ``RegulationNotFound`` where it is not in the collections."""
    document = await store.find_document(connection, document_id, collections=collections)
    if document is None:
        raise RegulationNotFound
    holder = next(collection for collection in collections if collection.id == document.collection_id)
    return Contents(holder, document, await store.entries_of(connection, document_id))


async def read_article(
    connection: AsyncConnection,
    *,
    document_id: str,
    anchor: str,
    collections: Sequence[Collection],
    register: Register,
) -> ArticlePage:
    """One article with everything around it. Raises ``RegulationNotFound`` where it may not be read."""
    contents = await read_contents(connection, document_id=document_id, collections=collections)
    article = await store.find_article(connection, document_id=document_id, anchor=anchor)
    if article is None:
        raise RegulationNotFound
    order = tuple(entry.anchor for entry in contents.entries)
    targets = await _targets(connection, article, register)
    surroundings = Surroundings(document_id, anchor, order, register.names, targets)
    previous, following = around(contents.entries, anchor=anchor)
    return ArticlePage(
        collection=contents.collection,
        document=contents.document,
        article=article,
        lines=lines_of(article, around=surroundings),
        previous=previous,
        following=following,
        neighbours=tuple(entry for entry in contents.entries if entry.headings == article.headings),
    )


async def known_regulations(
    connection: AsyncConnection, *, texts: Sequence[str], register: Register
) -> tuple[KnownRegulation, ...]:
    """The regulations of the register that one of the texts names, with the anchors of all their articles."""
    keys = [found.key for text in texts for found in register.names.find(text)]
    documents = register.documents(*keys)
    anchors = await store.anchors_of(connection, [document.id for document in documents])
    return tuple(
        KnownRegulation(document.title, names_of(document), frozenset(anchors[document.id]))
        for document in documents
    )


async def _targets(
    connection: AsyncConnection, article: StoredArticle, register: Register
) -> Mapping[str, tuple[str, tuple[str, ...]]]:
    """For each name in the article that stands for one readable document: the document and its anchors."""
    named = {title: register.documents(title) for title in titles_in(article, register.names)}
    meant = {title: documents[0].id for title, documents in named.items() if len(documents) == 1}
    anchors = await store.anchors_of(connection, sorted(set(meant.values())))
    return {title: (document_id, anchors[document_id]) for title, document_id in meant.items()}
