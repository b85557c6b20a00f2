"""Officers keep the topics of their organisation: names, vocabulary, and the office that answers."""

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.governance import Ledger, OrganisationKind, Viewer, list_organisations
from genkan.inquiry.errors import LabelMissing, LabelTaken, OfficeMissing, TopicUnknown
from genkan.inquiry.events import TopicEvent
from genkan.inquiry.sorting.packaged import usual_topics
from genkan.inquiry.store import topics
from genkan.inquiry.topic import LONGEST_LABEL, LONGEST_WORD, MOST_WORDS, OfficeTopic
from genkan.kit import Clock, new_id, storable


@dataclass(frozen=True)
class TopicDraft:
    """A topic as it was typed; ``words`` are its vocabulary, one a line."""

    label: str = ""
    words: str = ""
    office_id: str = ""

    @property
    def clean_label(self) -> str:
        """The label with single spaces. Raises ``LabelMissing``."""
        label = " ".join(storable(self.label).split())
        if not 1 <= len(label) <= LONGEST_LABEL:
            raise LabelMissing(limit=LONGEST_LABEL)
        return label

    @property
    def clean_words(self) -> tuple[str, ...]:
        """The vocabulary, each word once and no longer than it may be."""
        words = (line.strip()[:LONGEST_WORD] for line in storable(self.words).splitlines())
        return tuple(dict.fromkeys(filter(None, words)))[:MOST_WORDS]


@dataclass(frozen=True, slots=True)
class TopicKeeping:
    """Each deed with its record, in the transaction of the caller."""

    ledger: Ledger
    clock: Clock

    async def add(self, connection: AsyncConnection, viewer: Viewer, draft: TopicDraft) -> OfficeTopic:
        """A new topic. Raises ``LabelMissing``, ``OfficeMissing`` and ``LabelTaken``."""
        topic = await self._topic(connection, viewer, draft, topic_id=new_id(self.clock))
        if not await topics.add_topic(connection, topic):
            raise LabelTaken
        await self._record(connection, TopicEvent.ADDED, viewer, topic)
        return topic

    async def edit(
        self, connection: AsyncConnection, viewer: Viewer, topic_id: str, draft: TopicDraft
    ) -> OfficeTopic:
        """A topic as it is from now on. Raises what ``add`` raises, and ``TopicUnknown``."""
        if await topics.find_topic(connection, topic_id, organisation_id=viewer.organisation.id) is None:
            raise TopicUnknown
        topic = await self._topic(connection, viewer, draft, topic_id=topic_id)
        if not await topics.change_topic(connection, topic):
            raise LabelTaken
        await self._record(connection, TopicEvent.EDITED, viewer, topic)
        return topic

    async def add_usual(self, connection: AsyncConnection, viewer: Viewer) -> int:
        """Add the packaged topics that the organisation does not have, and return how many they were.

        A topic gets its usual office where the organisation has one of that name.
        """
        organisation = viewer.organisation
        bureaus = await list_organisations(connection, parent_id=organisation.id)
        offices = {bureau.name: bureau.id for bureau in bureaus}
        usual = usual_topics(is_city=organisation.kind is OrganisationKind.CITY)
        drafts = (
            TopicDraft(each.label, "\n".join(each.words), offices.get(each.office, "")) for each in usual
        )
        return sum([await self._add_missing(connection, viewer, draft) for draft in drafts])

    async def _add_missing(self, connection: AsyncConnection, viewer: Viewer, draft: TopicDraft) -> bool:
        try:
            await self.add(connection, viewer, draft)
        except LabelTaken:
            return False
        return True

    async def _topic(
        self, connection: AsyncConnection, viewer: Viewer, draft: TopicDraft, *, topic_id: str
    ) -> OfficeTopic:
        own = viewer.organisation.id
        offices = {bureau.id for bureau in await list_organisations(connection, parent_id=own)}
        if draft.office_id and draft.office_id not in offices:
            raise OfficeMissing
        return OfficeTopic(topic_id, own, draft.clean_label, draft.clean_words, draft.office_id or None)

    async def _record(
        self, connection: AsyncConnection, event: TopicEvent, viewer: Viewer, topic: OfficeTopic
    ) -> None:
        await self.ledger.record(
            connection,
            event,
            actor=viewer.person.id,
            organisation_id=topic.organisation_id,
            object_id=topic.id,
            details={"words": len(topic.words), "office": topic.office_id or ""},
        )
