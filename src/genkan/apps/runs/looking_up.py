"""What runs look up in the collections that their person may read."""

import asyncio
from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.apps.app import App
from genkan.apps.program import Found
from genkan.apps.run import Run
from genkan.gateway import Source, find_key
from genkan.knowledge import (
    Asker,
    CitationCheck,
    Collection,
    Library,
    Reader,
    article_path,
    examine,
    reader_with_id,
)
from genkan.storage import Database

_BUDGET = 24_000


class LookingUp:
    """Searches and checks with the permission of the person of a run, as of now."""

    def __init__(self, database: Database, library: Library) -> None:
        self._database = database
        self._library = library

    async def search(self, run: Run, query: str, *, app: App, limit: int) -> tuple[Found, ...]:
        """Whole articles, best first, of the collections that the app names and the person may read.

        Raises ``IndexUnavailable`` while there is no index.
        """
        readable = await self._readable(run)
        collections = tuple(each for each in readable if not app.collections or _named(each, app, run))
        if not collections:
            return ()
        passages = await self._library.retrieve(
            query,
            collections=collections,
            limit=limit,
            budget=_BUDGET,
            asker=Asker(
                organisation_id=run.organisation_id,
                app=app.lasting_id,
                person_id="" if run.api_key_id else run.person_id,
                api_key_id=run.api_key_id,
                information_class=run.information_class,
            ),
        )
        return tuple(
            Found(
                reference=passage.citation,
                text=passage.text,
                anchor=passage.anchor,
                link=article_path(passage.document_id, passage.anchor),
            )
            for passage in passages
        )

    async def unread(self, run: Run, app: App) -> tuple[str, ...]:
        """The collections that the app names and the person may not read for this run."""
        if not app.collections:
            return ()
        readable = await self._readable(run)
        at_home = _is_at_home(app, run)
        return tuple(
            named.title
            for named in app.collections
            if not any(named.means(each.id, each.title, at_home=at_home) for each in readable)
        )

    async def check_citations(self, run: Run, text: str, found: Sequence[Found]) -> tuple[str, ...]:
        """What is wrong with each citation, reference or quotation, a sentence each."""
        if not text.strip():
            return ()
        sources = [source_of(number, each) for number, each in enumerate(found, start=1)]
        collections = await self._readable(run)
        async with self._database.read() as connection:
            known = await self._library.known_regulations(connection, texts=[text], collections=collections)
        examination = await asyncio.to_thread(examine, text, sources, known=known)
        return tuple(dict.fromkeys(_told(check) for check in examination.failures))

    async def _readable(self, run: Run) -> tuple[Collection, ...]:
        async with self._database.read() as connection:
            reader = await _reader(connection, run)
            readable = await self._library.readable_collections(connection, reader) if reader else ()
        return tuple(each for each in readable if each.information_class <= run.information_class)


def _named(collection: Collection, app: App, run: Run) -> bool:
    at_home = _is_at_home(app, run)
    return any(each.means(collection.id, collection.title, at_home=at_home) for each in app.collections)


def _is_at_home(app: App, run: Run) -> bool:
    return app.organisation_id in ("", run.organisation_id)


async def _reader(connection: AsyncConnection, run: Run) -> Reader | None:
    """The person of the run; for a program whose key opens the regulations, whoever is of the organisation."""
    if not run.api_key_id:
        return await reader_with_id(connection, run.person_id)
    key = await find_key(connection, run.api_key_id, organisation_id=run.organisation_id)
    return Reader("", run.organisation_id) if key.may_read else None


def source_of(number: int, found: Found) -> Source:
    """An article as a source that a text cites as ``[number]``."""
    return Source(number=number, label=found.reference, text=found.text, anchor=found.anchor)


def _told(check: CitationCheck) -> str:
    named = check.reference or (f"[{check.number}]" if check.number is not None else "")
    return f"{named}：{check.sentence_for_user}" if named else check.sentence_for_user
