"""The desk: the one way by which programs read what stands on the shelves, each within its caller's rights."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.governance import find_person
from genkan.knowledge.collection.collection import Collection, Document
from genkan.knowledge.collection.readers import reader_of
from genkan.knowledge.desk.caller import Caller
from genkan.knowledge.desk.errors import ReferenceNotRead
from genkan.knowledge.desk.pace import Pace, reads_of
from genkan.knowledge.desk.tally import Door, Tally
from genkan.knowledge.desk.wish import LAST_HIT, CheckWish, DayWish, SearchWish, SuggestionWish
from genkan.knowledge.errors import CollectionNotFound
from genkan.knowledge.library import Library
from genkan.knowledge.proving import ProvenText, check_text
from genkan.knowledge.reading.reading import ArticlePage, Contents
from genkan.knowledge.search.narrowing import Narrowing
from genkan.knowledge.search.results import SearchResult
from genkan.knowledge.search.suggesting import Suggestion
from genkan.storage import Database


@dataclass(frozen=True)
class Found:
    """One page of hits; ``next_offset`` is ``None`` where nothing follows."""

    result: SearchResult
    next_offset: int | None


class Desk:
    """Answers callers at one door: every read is held to the caller's rights and pace, and counted."""

    def __init__(self, database: Database, library: Library, *, pace: Pace, tally: Tally) -> None:
        self._database = database
        self._library = library
        self._pace = pace
        self._tally = tally

    def day(self, on: date | None) -> date:
        """The day that an answer is about."""
        return self._library.day(on)

    async def collections(self, caller: Caller, *, door: Door) -> tuple[Collection, ...]:
        """The collections that the caller may read, by title."""
        await self._begin(caller, door, "collections")
        async with self._database.read() as connection:
            return await self._readable(connection, caller)

    async def search(self, caller: Caller, wish: SearchWish, *, door: Door) -> Found:
        """Articles, best first. No connection is held while the index is searched.

        Raises ``CollectionNotFound`` or ``IndexUnavailable``.
        """
        await self._begin(caller, door, "search")
        async with self._database.read() as connection:
            collections = _chosen(await self._readable(connection, caller), wish.collections)
        end = wish.offset + wish.limit
        result = await self._library.search(
            wish.words,
            collections=collections,
            limit=LAST_HIT if wish.kinds else min(end + 1, LAST_HIT),
            document_id=wish.document or None,
            on=wish.on,
            every_version=wish.every_version,
            refinement=Narrowing(),
            asker=caller.asker,
        )
        hits = [hit for hit in result.hits if not wish.kinds or hit.document_kind in wish.kinds]
        page = replace(result, hits=tuple(hits[wish.offset : end]))
        return Found(page, end if len(hits) > end else None)

    async def article(
        self, caller: Caller, document_id: str, anchor: str, wish: DayWish, *, door: Door
    ) -> ArticlePage:
        """An article. Raises ``RegulationNotFound``."""
        await self._begin(caller, door, "article")
        async with self._database.read() as connection:
            return await self._article(connection, caller, document_id, anchor, wish)

    async def article_named(self, caller: Caller, words: str, wish: DayWish, *, door: Door) -> ArticlePage:
        """The article that words such as 「民法第七百九条」 name. Raises ``ReferenceNotRead``."""
        await self._begin(caller, door, "article")
        async with self._database.read() as connection:
            readable = await self._readable(connection, caller)
            proven = await check_text(self._library, connection, words, collections=readable, on=wish.on)
            checks = proven.examination.checks
            found = next((check for check in checks if check.anchor and check.document_id), None)
            if found is None:
                why = checks[0].sentence_for_user if checks else ""
                raise ReferenceNotRead(words=words[:100], why=why)
            return await self._article(connection, caller, found.document_id, found.anchor, wish)

    async def contents(self, caller: Caller, document_id: str, wish: DayWish, *, door: Door) -> Contents:
        """A table of contents. Raises ``RegulationNotFound``."""
        await self._begin(caller, door, "contents")
        async with self._database.read() as connection:
            return await self._library.contents(
                connection,
                document_id=document_id,
                collections=await self._readable(connection, caller),
                on=wish.on,
                every_version=wish.every_version,
            )

    async def versions(self, caller: Caller, document_id: str, *, door: Door) -> Document:
        """A document with all its versions. Raises ``RegulationNotFound``."""
        await self._begin(caller, door, "versions")
        async with self._database.read() as connection:
            readable = await self._readable(connection, caller)
            contents = await self._library.contents(
                connection, document_id=document_id, collections=readable, every_version=True
            )
            return contents.document

    async def suggestions(
        self, caller: Caller, wish: SuggestionWish, *, door: Door
    ) -> tuple[Suggestion, ...]:
        """Documents in force on the day whose names hold the words, those that begin with them first, then captions.

        Raises ``CollectionNotFound``.
        """
        await self._begin(caller, door, "suggestions")
        async with self._database.read() as connection:
            chosen = _chosen(await self._readable(connection, caller), wish.collections)
            return await self._library.suggest(
                connection, wish.words, collections=chosen, limit=wish.limit, on=wish.on
            )

    async def check(self, caller: Caller, wish: CheckWish, *, door: Door) -> ProvenText:
        """What became of each reference of a text. Raises ``NothingToCheck``, ``TextTooLong``, ``CollectionNotFound``."""
        await self._begin(caller, door, "check", reads=reads_of(wish.text))
        async with self._database.read() as connection:
            chosen = _chosen(await self._readable(connection, caller), wish.collections)
            return await check_text(self._library, connection, wish.text, collections=chosen, on=wish.on)

    async def close(self) -> None:
        """Count no more."""
        await self._pace.close()

    async def _begin(self, caller: Caller, door: Door, deed: str, *, reads: int = 1) -> None:
        """Raises ``TooManyReads``."""
        await self._pace.take(caller.name, reads=reads)
        self._tally.count(caller, door=door, deed=deed)

    async def _readable(self, connection: AsyncConnection, caller: Caller) -> tuple[Collection, ...]:
        """Every read begins here; a person who is gone reads nothing."""
        reader = caller.program
        if caller.person_id:
            person = await find_person(connection, person_id=caller.person_id)
            if person is None or not person.active:
                return ()
            reader = await reader_of(connection, person)
        return caller.allowed(await self._library.readable_collections(connection, reader))

    async def _article(
        self, connection: AsyncConnection, caller: Caller, document_id: str, anchor: str, wish: DayWish
    ) -> ArticlePage:
        return await self._library.article(
            connection,
            document_id=document_id,
            anchor=anchor,
            collections=await self._readable(connection, caller),
            on=wish.on,
            every_version=wish.every_version,
        )


def _chosen(readable: Sequence[Collection], asked: Sequence[str]) -> tuple[Collection, ...]:
    """The collections asked for by id or title, all where none was. Raises ``CollectionNotFound`` for any other."""
    return tuple(_wanted(readable, asked)) if asked else tuple(readable)


def _wanted(readable: Sequence[Collection], asked: Sequence[str]) -> Iterator[Collection]:
    for name in dict.fromkeys(asked):
        found = [each for each in readable if name in (each.id, each.title)]
        if not found:
            raise CollectionNotFound
        yield from found
