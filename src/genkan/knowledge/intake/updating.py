"""Bringing a collection of laws up to date with the e-Gov law API."""

from dataclasses import dataclass

from genkan.fetch import Fetcher
from genkan.knowledge import store
from genkan.knowledge.intake.loading import Loader
from genkan.knowledge.intake.reports import LoadProgress, LoadReport
from genkan.knowledge.sources.law_api import LawApi
from genkan.knowledge.sources.law_updates import UpdateCount, missing_laws
from genkan.storage import Database


@dataclass(frozen=True)
class LawUpdate:
    """What an update did: how many laws were listed, of how many something was missing, and each revision's report."""

    listed: int
    changed: int
    report: LoadReport


async def update_laws(
    database: Database,
    *,
    loader: Loader,
    fetcher: Fetcher,
    address: str,
    collection_id: str,
    actor: str,
    history: bool = False,
    only: frozenset[str] = frozenset(),
    progress: LoadProgress | None = None,
) -> LawUpdate:
    """Load every revision that the collection has not got, or not as it was last corrected.

    What is there is known from the records, so laws loaded from the bulk ZIP are not fetched again, and an update
    that was broken off goes on where it was. Raises ``CollectionNotFound``, ``FetchProblem`` or ``LawApiUnclear``; what was loaded stays.
    """
    async with database.read() as connection:
        collection = await store.find_collection(connection, collection_id)
        documents = await store.list_documents(connection, collections=[collection] if collection else [])
    known = {document.law_id: document for document in documents if document.law_id}
    count = UpdateCount()
    files = missing_laws(LawApi(fetcher, address), known, history=history, only=only, count=count)
    report = await loader.load_files(files, collection_id=collection_id, actor=actor, progress=progress)
    return LawUpdate(count.listed, count.changed, report)
