"""On which articles an answer rests: those that a person names, and those that the answer cites."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.governance import Viewer
from genkan.inquiry.answering import words_that_answer
from genkan.inquiry.faq.draft import FaqDraft
from genkan.inquiry.faq.errors import BasisUnknown, TooManyBases
from genkan.inquiry.faq.faq import MOST_BASES, FaqBasis
from genkan.kit import shorten
from genkan.knowledge import (
    CitationCheck,
    Collection,
    KnowledgeProblem,
    Library,
    check_text,
    examine,
    reader_of,
)

Article = tuple[str, str]
_SHOWN = 80
_LONGEST_LINE = 300


@dataclass(frozen=True, slots=True)
class Basing:
    """Finds articles in what a person may read, as they are today."""

    library: Library

    async def readable(self, connection: AsyncConnection, viewer: Viewer) -> tuple[Collection, ...]:
        """The collections in which the viewer may look."""
        return await self.library.readable_collections(connection, await reader_of(connection, viewer.person))

    async def basis(
        self, connection: AsyncConnection, draft: FaqDraft, *, collections: Sequence[Collection]
    ) -> tuple[FaqBasis, ...]:
        """What a draft rests on: the articles of its lines, then those that its answer cites.

        Raises what the parts of a draft raise, ``BasisUnknown`` and ``TooManyBases``.
        """
        question, answer, lines = draft.clean_question, draft.clean_answer, draft.lines
        named = await self._named(connection, lines, collections)
        cited = await self.cited(connection, answer, collections=collections)
        articles = tuple(dict.fromkeys((*named, *cited)))
        if len(articles) > MOST_BASES:
            raise TooManyBases(limit=MOST_BASES)
        return await self.as_basis(connection, articles, question, collections=collections)

    async def cited(
        self,
        connection: AsyncConnection,
        text: str,
        *,
        collections: Sequence[Collection],
        on: date | None = None,
    ) -> tuple[Article, ...]:
        """The articles that a text cites, each once, as far as they are in force on the day, today if none is given."""
        checks = await self._checks(connection, text, collections=collections, on=on)
        return tuple(dict.fromkeys(_articles(checks)))

    async def as_basis(
        self,
        connection: AsyncConnection,
        articles: Iterable[Article],
        question: str,
        *,
        collections: Sequence[Collection],
        on: date | None = None,
    ) -> tuple[FaqBasis, ...]:
        """The articles as they are on the day, each with the words that answer; one that is not there is left out."""
        found = [await self._one(connection, article, question, collections, on) for article in articles]
        return tuple(each for each in found if each is not None)

    async def _named(
        self, connection: AsyncConnection, lines: Sequence[str], collections: Sequence[Collection]
    ) -> list[Article]:
        """Each line by itself, so that none is read as the rest of the one before."""
        for line in lines:
            if len(line) > _LONGEST_LINE:
                raise BasisUnknown(line=shorten(line, length=_SHOWN))
        known = await self.library.known_regulations(connection, texts=lines, collections=collections)
        named: list[Article] = []
        for line in lines:
            meant = _articles(examine(line, None, known=known).checks)
            if not meant:
                raise BasisUnknown(line=shorten(line, length=_SHOWN))
            named += meant
        return named

    async def _checks(
        self,
        connection: AsyncConnection,
        text: str,
        *,
        collections: Sequence[Collection],
        on: date | None = None,
    ) -> tuple[CitationCheck, ...]:
        if not text.strip():
            return ()
        proven = await check_text(self.library, connection, text, collections=collections, on=on)
        return proven.examination.checks

    async def _one(
        self,
        connection: AsyncConnection,
        article: Article,
        question: str,
        collections: Sequence[Collection],
        on: date | None,
    ) -> FaqBasis | None:
        document_id, anchor = article
        try:
            page = await self.library.article(
                connection, document_id=document_id, anchor=anchor, collections=collections, on=on
            )
        except KnowledgeProblem:
            return None
        return FaqBasis(
            citation=page.citation,
            collection_id=page.collection.id,
            document_id=document_id,
            anchor=anchor,
            quotation=words_that_answer(question, page.article.text),
            version_id=page.version.id,
            valid_from=page.version.valid_from,
            digest=digest_of(page.article.text),
        )


def digest_of(text: str) -> str:
    """By which words of an article are known again."""
    return hashlib.sha256(text.encode()).hexdigest()


def _articles(checks: Iterable[CitationCheck]) -> list[Article]:
    return [
        (each.document_id, each.anchor)
        for each in checks
        if each.document_id and each.anchor and not each.failed
    ]
