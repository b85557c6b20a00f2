"""Every check of a reply: those that need the regulations, and those that need the text alone."""

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.apps import Checker
from genkan.apps import examine as examine_writing
from genkan.inquiry.checking.finding import Finding, Subject
from genkan.inquiry.checking.own_words import find_blanks, find_missing_contact, find_others_data
from genkan.inquiry.checking.wording import find_wording
from genkan.inquiry.drafting import without_translation
from genkan.knowledge import Collection, Examination, Library, check_text

_MOST_OF_WRITING = 20
_NO_CITATION = "根拠となる法令又は規程の条が示されていません。"


@dataclass(frozen=True, slots=True)
class ReplyChecks:
    """Looks through replies; nothing is kept."""

    library: Library
    checker: Checker

    async def prove(
        self, connection: AsyncConnection, text: str, *, collections: Sequence[Collection]
    ) -> Examination | None:
        """What became of each citation; None for an empty text."""
        if not text.strip():
            return None
        return (await check_text(self.library, connection, text, collections=collections)).examination

    async def cited(
        self, connection: AsyncConnection, text: str, *, collections: Sequence[Collection]
    ) -> frozenset[str]:
        """The articles that a text names, each by its words, and once."""
        examination = await self.prove(connection, text, collections=collections)
        checks = examination.checks if examination else ()
        return frozenset(
            f"{check.document_id}/{check.anchor}" if check.anchor else check.reference for check in checks
        )

    async def findings(
        self,
        connection: AsyncConnection,
        text: str,
        *,
        collections: Sequence[Collection],
        known: str,
        contact: str,
    ) -> tuple[Finding, ...]:
        """What a person should look at, the blocking first; ``known`` holds the data that may stand in the text."""
        examination = await self.prove(connection, text, collections=collections)
        if examination is None:
            return ()
        cited = tuple(_of_citations(examination))
        rest = await asyncio.to_thread(self._of_text, text, known, contact)
        return tuple(sorted((*cited, *rest), key=lambda each: (not each.blocking, each.subject, each.start)))

    def _of_text(self, text: str, known: str, contact: str) -> tuple[Finding, ...]:
        return (
            *find_blanks(text),
            *find_others_data(text, known=known),
            *find_missing_contact(text, contact=contact),
            *find_wording(text),
            *self._of_writing(text),
        )

    def _of_writing(self, text: str) -> Iterator[Finding]:
        japanese = without_translation(text)
        if not japanese:
            return
        for found in examine_writing(self.checker, japanese).findings[:_MOST_OF_WRITING]:
            yield Finding(Subject.WRITING, found.start, found.end, found.message)


def _of_citations(examination: Examination) -> Iterator[Finding]:
    if not examination.checks:
        yield Finding(Subject.CITATION, 0, 0, _NO_CITATION)
    for check in examination.checks:
        if not check.verified:
            start, end = check.place
            yield Finding(
                Subject.CITATION, start, end, check.message, blocking=check.failed, details=check.details
            )
