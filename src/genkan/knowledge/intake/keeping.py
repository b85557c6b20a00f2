"""Keeping what was read as a document, a further version of it, or a correction."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import NamedTuple

import msgspec
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.kit import Clock, new_id
from genkan.knowledge import store
from genkan.knowledge.collection.collection import Document, DocumentState, StoredArticle
from genkan.knowledge.dating.today import today
from genkan.knowledge.dating.versions import Version, corrected, put_in_place
from genkan.knowledge.parse import RECOGNISED, Article, Regulation, own_headings

_ID_LENGTH = 32


class Outcome(StrEnum):
    """What became of a source."""

    LOADED = "loaded"
    NEW_VERSION = "new_version"
    REPLACED = "replaced"
    UNCHANGED = "unchanged"
    SKIPPED = "skipped"

    @property
    def label(self) -> str:
        """The Japanese word for it."""
        return _LABELS[self]

    @property
    def is_change(self) -> bool:
        """Whether something is on the shelves now that was not before."""
        return self not in (Outcome.UNCHANGED, Outcome.SKIPPED)


_LABELS = {
    Outcome.LOADED: "新しく読み込みました",
    Outcome.NEW_VERSION: "新しい版として追加しました",
    Outcome.REPLACED: "新しい内容に置き換えました",
    Outcome.UNCHANGED: "内容が同じため、変更していません",
    Outcome.SKIPPED: "読み込めませんでした",
}


@dataclass(frozen=True)
class ReadSource:
    """A source that was read: its name in the collection, the digest of its content, and what it says."""

    name: str
    digest: str
    regulation: Regulation


class Kept(NamedTuple):
    """The document that a source became, the version of it, what was done, and what of it could not be read."""

    document: Document
    version: Version
    outcome: Outcome
    notes: tuple[str, ...] = ()


def unchanged(known: Document | None, *, digest: str) -> Kept | None:
    """What a source was kept as before, where it is the same and its document is not withdrawn."""
    if known is None or known.state is not DocumentState.ACTIVE:
        return None
    same = (version for version in known.versions if version.digest == digest)
    return next((Kept(known, version, Outcome.UNCHANGED) for version in same), None)


async def keep(
    connection: AsyncConnection,
    source: ReadSource,
    *,
    collection_id: str,
    known: Document | None,
    revision: int,
    clock: Clock,
) -> Kept:
    """Keep a source in the caller's transaction, in the document ``known`` by its name or in a new one.

    A source of the date of a version that there is corrects the text of that version, one without any date that of
    the version in force today; every other one becomes a version of its own. ``revision`` is the collection's, counted
    for this change.
    """
    earlier = known.versions if known else ()
    corrects = corrected(earlier, source.regulation.valid_from, today=today(clock))
    document_id = known.id if known else new_id(clock)
    version = _version(source, document_id, corrects, clock)
    versions = put_in_place(earlier, version)
    document = _document(source, document_id, collection_id, versions, known, revision, clock)
    await store.put_document(connection, document)
    articles = _articles(source.regulation.articles, document_id)
    await _keep_version(connection, document, version.id, articles, is_new=corrects is None)
    if corrects is not None:
        await store.remove_unused_articles(connection, document_id)
    kept = next(each for each in versions if each.id == version.id)
    return Kept(document, kept, _outcome(known, corrects), source.regulation.notes)


async def _keep_version(
    connection: AsyncConnection,
    document: Document,
    version_id: str,
    articles: Sequence[StoredArticle],
    *,
    is_new: bool,
) -> None:
    here = frozenset[str]() if len(document.versions) == 1 and is_new else None
    here = await store.kept_articles(connection, document.id) if here is None else here
    await store.add_articles(connection, (article for article in articles if article.id not in here))
    contents = [article.id for article in articles]
    if is_new:
        version = next(each for each in document.versions if each.id == version_id)
        await store.add_version(connection, version, contents=contents)
    else:
        await store.change_contents(connection, version_id, contents=contents)
    await store.change_versions(
        connection, [v for v in document.versions if v.id != version_id or not is_new]
    )


def _outcome(known: Document | None, corrects: Version | None) -> Outcome:
    if known is None:
        return Outcome.LOADED
    return Outcome.NEW_VERSION if corrects is None else Outcome.REPLACED


def _version(source: ReadSource, document_id: str, corrects: Version | None, clock: Clock) -> Version:
    regulation = source.regulation
    version = Version(
        id=corrects.id if corrects else new_id(clock),
        document_id=document_id,
        title=regulation.title,
        valid_from=regulation.valid_from,
        valid_until=regulation.valid_until,
        repealed=regulation.repealed,
        amended_by=regulation.amended_by,
        digest=source.digest,
        articles=len(regulation.articles),
        loaded_at=clock(),
    )
    return (
        version if corrects is None else _with_dates_of(corrects, version, is_end_known=regulation.states_end)
    )


def _with_dates_of(corrects: Version, version: Version, *, is_end_known: bool) -> Version:
    """A correction: what it does not say of its interval stays as it was."""
    if version.valid_until is None and not is_end_known:
        version = replace(version, valid_until=corrects.valid_until, repealed=corrects.repealed)
    return replace(
        version,
        valid_from=version.valid_from or corrects.valid_from,
        amended_by=version.amended_by or corrects.amended_by,
    )


def _document(
    source: ReadSource,
    document_id: str,
    collection_id: str,
    versions: tuple[Version, ...],
    known: Document | None,
    revision: int,
    clock: Clock,
) -> Document:
    """What is known of the document: what the source says, unless a later version says otherwise."""
    if known is not None and versions[-1].digest != source.digest:
        return replace(
            known, versions=versions, revision=revision, state=DocumentState.ACTIVE, withdrawn_at=None
        )
    regulation = source.regulation
    return Document(
        id=document_id,
        collection_id=collection_id,
        name=source.name,
        kind=regulation.kind,
        law_id=regulation.law_id,
        title=regulation.title,
        number=regulation.number,
        issuer=regulation.organisation,
        abbreviations=regulation.abbreviations,
        state=DocumentState.ACTIVE,
        revision=revision,
        loaded_at=clock(),
        versions=versions,
    )


def _articles(articles: Sequence[Article], document_id: str) -> tuple[StoredArticle, ...]:
    return tuple(_stored(article, document_id) for article in articles)


def _stored(article: Article, document_id: str) -> StoredArticle:
    """The article under an id that its words give it, so that the same words are kept once."""
    content = msgspec.json.encode([document_id, article])
    return StoredArticle(
        id=hashlib.sha256(content).hexdigest()[:_ID_LENGTH],
        document_id=document_id,
        anchor=article.anchor,
        kind=article.kind,
        label=article.label,
        caption=article.caption,
        headings=own_headings(article.headings),
        paragraphs=article.paragraphs,
        is_recognised=RECOGNISED in article.headings,
    )
