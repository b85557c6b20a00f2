"""Which revisions of which laws a collection has not got, or not as they were last corrected, and their files."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from genkan.fetch import ServiceRefused, TooMuchSent
from genkan.knowledge.collection.collection import Document
from genkan.knowledge.errors import LawApiUnclear, NoEnforcementDay, RevisionRefused
from genkan.knowledge.sources.errors import LawUnclear, RevisionTooLarge
from genkan.knowledge.sources.law_api import LawApi, LawRevision, ListedLaw, UnclearLaw
from genkan.knowledge.sources.named_file import NamedFile


@dataclass
class UpdateCount:
    """How far an update is: laws that were listed, and laws of which something was missing."""

    listed: int = 0
    changed: int = 0


async def missing_laws(
    api: LawApi,
    known: Mapping[str, Document],
    *,
    history: bool = False,
    only: frozenset[str] = frozenset(),
    count: UpdateCount | None = None,
) -> AsyncIterator[NamedFile]:
    """The files of all revisions that are missing in ``known``, documents by law id, one law after another.

    With ``history`` those that are past, too; with ``only`` those of some laws. Whatever was loaded before is not
    fetched again, so an update that was broken off goes on where it was. What is wrong with one law stands in its file.
    Raises ``FetchProblem`` or ``LawApiUnclear``.
    """
    told = count or UpdateCount()
    async for law in api.laws():
        law_id = law.law_info.law_id
        if only and law_id not in only:
            continue
        told.listed += 1
        if isinstance(law, UnclearLaw):
            yield NamedFile(law_id, problem=LawUnclear(name=law_id))
            continue
        document = known.get(law_id)
        if history or not all(_is_there(each, document) for each in law.revisions):
            told.changed += 1
            async for file in _missing(api, law, document, history=history):
                yield file


async def _missing(
    api: LawApi, law: ListedLaw, document: Document | None, *, history: bool
) -> AsyncIterator[NamedFile]:
    """Oldest first, so that each version finds the one before it in place."""
    law_id, days = law.law_info.law_id, set[date]()
    wanted: list[LawRevision] = []
    try:
        revisions = await api.revisions(law_id)
    except LawApiUnclear:
        yield NamedFile(law_id, problem=LawUnclear(name=law_id))
        return
    for revision in revisions:
        day = revision.amendment_enforcement_date
        if day is None:
            name = f"{law_id} {revision.law_title}".strip()
            yield NamedFile(law_id, problem=NoEnforcementDay(name=name))
        elif day not in days and (history or not revision.is_past) and not _is_there(revision, document):
            wanted.append(revision)
        if day is not None:
            days.add(day)
    for revision in reversed(wanted):
        yield await _fetched(api, revision, law_id=law_id)


async def _fetched(api: LawApi, revision: LawRevision, *, law_id: str) -> NamedFile:
    """The text, or the problem of this one law where the service has no text of it."""
    try:
        return NamedFile(revision.law_revision_id, await api.text(revision.law_revision_id))
    except ServiceRefused as refused:
        if refused.details["code"] not in {400, 404}:
            raise
        return NamedFile(law_id, problem=RevisionRefused(name=revision.law_revision_id))
    except TooMuchSent as much:
        megabytes = much.details["megabytes"]
        return NamedFile(law_id, problem=RevisionTooLarge(name=revision.law_revision_id, megabytes=megabytes))


def _is_there(revision: LawRevision, document: Document | None) -> bool:
    """Whether a version of that day was loaded after the revision was last corrected."""
    versions = document.versions if document else ()
    day = revision.amendment_enforcement_date
    return any(
        version.valid_from == day and _loaded_since(version.loaded_at, revision.updated)
        for version in versions
    )


def _loaded_since(loaded: datetime, updated: datetime) -> bool:
    return loaded > (updated if updated.tzinfo else updated.replace(tzinfo=loaded.tzinfo))
