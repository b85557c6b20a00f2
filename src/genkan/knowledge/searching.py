"""One search from what was asked to the answer: what the question means, then everything that needs the open index."""

import asyncio
from dataclasses import dataclass, replace

from genkan.knowledge.collection.collection import Collection
from genkan.knowledge.dating.as_of import AsOf
from genkan.knowledge.indexing.keeper import IndexKeeper, Opened
from genkan.knowledge.question.question import Question, understand
from genkan.knowledge.rewriting.rewording import Reworded, Rewording
from genkan.knowledge.rewriting.rewriter import Rewriter, Rewriting
from genkan.knowledge.search.look_up import Shelves
from genkan.knowledge.search.narrowing import Narrowing
from genkan.knowledge.search.results import SearchResult
from genkan.knowledge.search.search import search
from genkan.knowledge.vectors.embedding import Asker
from genkan.knowledge.vectors.meaning import Meant
from genkan.knowledge.vectors.vectors import ArticleVectors


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What is searched for and in what; see ``Library.search``."""

    query: str
    collections: tuple[Collection, ...]
    limit: int
    day: AsOf
    document_id: str | None = None
    narrowing: Narrowing | None = None
    rewrite: str | None = None
    rewriting: Rewriting | None = None
    refinement: Narrowing | None = None
    asker: Asker | None = None

    @property
    def readable(self) -> frozenset[str]:
        """The ids of the collections."""
        return frozenset(collection.id for collection in self.collections)


class Searching:
    """Answers searches of one process."""

    def __init__(
        self, keeper: IndexKeeper, *, vectors: ArticleVectors, rewriter: Rewriter | None = None
    ) -> None:
        self._keeper = keeper
        self._vectors = vectors
        self._rewording = Rewording(rewriter) if rewriter else None

    async def answer(self, asked: Asked) -> SearchResult:
        """Hits, best first. Raises ``IndexUnavailable``."""
        wants_meaning = asked.asker is not None and await self._vectors.are_wanted()
        wants_words = asked.rewriting is not None and self._rewording is not None
        if not wants_meaning and not wants_words:
            return await asyncio.to_thread(self._search, asked, None, None)
        question = await asyncio.to_thread(self._read, asked.query, asked)
        if question.is_empty or question.is_look_up:
            return await asyncio.to_thread(self._search, asked, None, None)
        meant, reworded = await asyncio.gather(
            self._meant(question.text, asked), self._reworded(question.text, asked)
        )
        return await asyncio.to_thread(self._search, asked, meant, reworded)

    async def _meant(self, text: str, asked: Asked) -> Meant | None:
        if asked.asker is None:
            return None
        return await self._vectors.meant(
            text, asker=asked.asker, opened=self._keeper.opened, collections=asked.readable
        )

    async def _reworded(self, text: str, asked: Asked) -> Reworded | None:
        if asked.rewriting is None or self._rewording is None:
            return None
        return await self._rewording.of(text, wish=asked.rewriting)

    def _search(self, asked: Asked, meant: Meant | None, reworded: Reworded | None) -> SearchResult:
        opened, day = self._keeper.opened(), asked.day
        question = self._read(asked.query, asked, opened=opened)
        if question.day is not None and day.is_today:
            day = replace(day, day=question.day.day, is_today=False)
        readable = asked.readable
        shelves = Shelves(opened.index, opened.register_for(readable), readable, day)
        documents = shelves.within(asked.document_id, asked.narrowing)
        rewrite = (reworded.words if reworded else "") or asked.rewrite
        return search(
            question,
            rewrite=self._read(rewrite, asked, opened=opened) if rewrite else None,
            rewriting=reworded.step if reworded else None,
            shelves=shelves,
            collections={collection.id: collection for collection in asked.collections},
            segmenter=self._keeper.segmenter,
            limit=asked.limit,
            documents=documents,
            refinement=asked.refinement,
            by_meaning=(
                meant.among(opened, collections=readable, documents=documents, on=day.only) if meant else None
            ),
        )

    def _read(self, words: str, asked: Asked, *, opened: Opened | None = None) -> Question:
        register = (opened or self._keeper.opened()).register_for(asked.readable)
        return understand(
            words,
            names=register.names,
            synonyms=self._keeper.synonyms(),
            segmenter=self._keeper.segmenter,
        )
