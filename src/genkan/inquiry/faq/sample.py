"""Fictional entries of 例示省 and 例示市, made of sample cases; one of them rests on a text that was amended since.

Nobody did any of this, so the ledger names the command line.
"""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from importlib.resources import files

import msgspec
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.gateway import day_in_japan
from genkan.governance import Ledger, Organisation, Person, Role, list_active_with_role
from genkan.inquiry.faq.basing import Basing
from genkan.inquiry.faq.draft import year_after
from genkan.inquiry.faq.events import FaqEvent
from genkan.inquiry.faq.faq import Faq, FaqContent, FaqState, FaqVersion
from genkan.inquiry.faq.keeping import new_faq, told_of
from genkan.inquiry.faq.store import faqs
from genkan.inquiry.sample import Addressee, sample_inquiries
from genkan.inquiry.sorting import usual_topics
from genkan.inquiry.store.topics import list_topics
from genkan.inquiry.topic import OfficeTopic
from genkan.kit import Clock, new_id
from genkan.knowledge import Collection
from genkan.storage import Database

_SOME_WEEKS = timedelta(days=30)
_NOON = time(3, 0, tzinfo=UTC)


class SampleFaq(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An entry and the letter of which it was made; a draft waits for its author."""

    letter: str
    question: str
    answer: str
    citations: tuple[str, ...]
    written_on: date | None = None
    is_draft: bool = False


class _Entries(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    entry: tuple[SampleFaq, ...]


@dataclass(frozen=True)
class _Home:
    """Who has the entries, and what they rest on."""

    organisation: Organisation
    officers: Sequence[Person]
    supervisors: Sequence[Person]
    topics: Sequence[OfficeTopic]
    collections: Sequence[Collection]

    @property
    def writer(self) -> Person:
        """Who could have written: an officer, one who does not supervise where there is one."""
        supervising = {each.id for each in self.supervisors}
        return next((each for each in self.officers if each.id not in supervising), self.officers[0])

    @property
    def approver(self) -> str | None:
        """Another person who could have approved, None where there is none."""
        others = (each.id for each in (*self.supervisors, *self.officers) if each.id != self.writer.id)
        return next(others, None)


def sample_faqs() -> tuple[SampleFaq, ...]:
    """The entries of ``sample.toml``; an unknown key is refused with ``msgspec.ValidationError``."""
    text = (files("genkan.inquiry.faq") / "sample.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(text), _Entries).entry


@dataclass(frozen=True)
class SampleFaqs:
    """Writes the entries of an organisation; those whose rules are not loaded are left out."""

    database: Database
    basing: Basing
    ledger: Ledger
    clock: Clock

    async def load(self, organisation: Organisation, *, to: Addressee, actor: str) -> int:
        """Add the entries to an organisation that has none; how many they were."""
        letters = {letter.id: letter for letter in sample_inquiries() if letter.to is to}
        labels = {topic.id: topic.label for topic in usual_topics()}
        async with self.database.write() as connection:
            if await faqs.count_faqs(connection, organisation.id):
                return 0
            home = await self._home(connection, organisation)
            loaded = 0
            for entry in sample_faqs():
                letter = letters.get(entry.letter)
                if letter is not None and home.officers:
                    topic = next((each for each in home.topics if each.label == labels[letter.topic]), None)
                    case_id = await faqs.answered_case(connection, organisation.id, letter.text)
                    loaded += await self._add(connection, home, entry, topic, case_id, actor=actor)
        return loaded

    async def _home(self, connection: AsyncConnection, organisation: Organisation) -> _Home:
        own = organisation.id
        return _Home(
            organisation,
            await list_active_with_role(connection, Role.INQUIRY_OFFICER, organisation_id=own),
            await list_active_with_role(connection, Role.INQUIRY_SUPERVISOR, organisation_id=own),
            await list_topics(connection, own),
            await self.basing.library.own_collections(connection, own),
        )

    async def _add(
        self,
        connection: AsyncConnection,
        home: _Home,
        entry: SampleFaq,
        topic: OfficeTopic | None,
        case_id: str | None,
        *,
        actor: str,
    ) -> bool:
        written_at = self._written_at(entry)
        content = await self._content(connection, home, entry, topic, day_in_japan(written_at))
        if content is None:
            return False
        writer = home.writer
        own = home.organisation.id
        is_older = entry.written_on is not None
        faq = new_faq(self.clock, own, content, case_id=None if is_older else case_id, writer=writer.id)
        if not entry.is_draft:
            faq = _approved(faq, home.approver, written_at)
        await faqs.add_faq(connection, faq)
        version = FaqVersion(1, content, writer.id, written_at)
        await faqs.add_version(connection, faq, version, version_id=new_id(self.clock))
        kind = FaqEvent.PROPOSED if entry.is_draft else FaqEvent.APPROVED
        await self.ledger.record(
            connection, kind, actor=actor, organisation_id=own, object_id=faq.id, details=told_of(faq)
        )
        return True

    async def _content(
        self,
        connection: AsyncConnection,
        home: _Home,
        entry: SampleFaq,
        topic: OfficeTopic | None,
        day: date,
    ) -> FaqContent | None:
        """What the entry says, by the text of the rules on its day; None where they are not loaded."""
        articles = await self.basing.cited(
            connection, "\n".join(entry.citations), collections=home.collections, on=day
        )
        basis = await self.basing.as_basis(
            connection, articles, entry.question, collections=home.collections, on=day
        )
        if len(basis) < len(entry.citations):
            return None
        return FaqContent(
            question=entry.question,
            answer=entry.answer.strip(),
            basis=basis,
            topic_id=topic.id if topic else None,
            office_id=topic.office_id if topic else None,
            review_on=year_after(day),
            is_public=not entry.is_draft,
        )

    def _written_at(self, entry: SampleFaq) -> datetime:
        usual = self.clock() - _SOME_WEEKS
        return min(usual, datetime.combine(entry.written_on, _NOON)) if entry.written_on else usual


def _approved(faq: Faq, by: str | None, at: datetime) -> Faq:
    return replace(
        faq,
        state=FaqState.PUBLISHED,
        shown=1,
        writers=(),
        changed_at=at,
        approved_by=by,
        approved_at=at,
    )
