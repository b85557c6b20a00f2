"""What the index says about documents and articles without asking the database."""

import msgspec

from genkan.knowledge.collection import Document, StoredArticle


class IndexedDocument(msgspec.Struct, frozen=True):
    """A document as the index knows it."""

    id: str
    collection_id: str
    title: str
    number: str
    issuer: str
    abbreviations: tuple[str, ...]


class ArticleRecord(msgspec.Struct, frozen=True):
    """An article as the index shows it; ``text`` is the whole of it."""

    ordinal: int
    document_id: str
    anchor: str
    label: str
    caption: str
    headings: tuple[str, ...]
    text: str


class Manifest(msgspec.Struct, frozen=True):
    """What one build holds. ``files`` maps each file to its length in bytes and its CRC-32."""

    format: int
    revisions: dict[str, int]
    documents: tuple[IndexedDocument, ...]
    articles: int
    passages: int
    files: dict[str, tuple[int, int]]


def index_document(document: Document) -> IndexedDocument:
    """The part of a document that the index keeps."""
    return IndexedDocument(
        id=document.id,
        collection_id=document.collection_id,
        title=document.title,
        number=document.number,
        issuer=document.issuer,
        abbreviations=document.abbreviations,
    )


def index_article(article: StoredArticle, *, ordinal: int) -> ArticleRecord:
    """The part of an article that the index keeps."""
    return ArticleRecord(
        ordinal=ordinal,
        document_id=article.document_id,
        anchor=article.anchor,
        label=article.label,
        caption=article.caption,
        headings=article.headings,
        text=article.text,
    )
