"""Officers keep the topics of their organisation: names, vocabulary, and the office that answers."""

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.governance import Ledger, Organisation, OrganisationKind, Viewer, list_organisations
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
        return await self._add(connection, viewer.organisation.id, draft, actor=viewer.person.id)

    async def edit(
        self, connection: AsyncConnection, viewer: Viewer, topic_id: str, draft: TopicDraft
    ) -> OfficeTopic:
        """A topic as it is from now on. Raises what ``add`` raises, and ``TopicUnknown``."""
        own = viewer.organisation.id
        if await topics.find_topic(connection, topic_id, organisation_id=own) is None:
            raise TopicUnknown
        topic = await _checked(connection, own, draft, topic_id=topic_id)
        if not await topics.change_topic(connection, topic):
            raise LabelTaken
        await self._record(connection, TopicEvent.EDITED, topic, actor=viewer.person.id)
        return topic

    async def add_usual(self, connection: AsyncConnection, organisation: Organisation, *, actor: str) -> int:
        """Add the packaged topics that the organisation does not have, and return how many they were.

        A topic gets its usual office where the organisation has one of that name, with or without its own before it.
        """
        bureaus = await list_organisations(connection, parent_id=organisation.id)
        offices = {bureau.name.removeprefix(organisation.name): bureau.id for bureau in bureaus}
        known = {topic.label for topic in await topics.list_topics(connection, organisation.id)}
        usual = usual_topics(is_city=organisation.kind is OrganisationKind.CITY)
        missing = [each for each in usual if each.label not in known]
        for each in missing:
            draft = TopicDraft(each.label, "\n".join(each.words), offices.get(each.office, ""))
            await self._add(connection, organisation.id, draft, actor=actor)
        return len(missing)

    async def _add(
        self, connection: AsyncConnection, organisation_id: str, draft: TopicDraft, *, actor: str
    ) -> OfficeTopic:
        topic = await _checked(connection, organisation_id, draft, topic_id=new_id(self.clock))
        if not await topics.add_topic(connection, topic):
            raise LabelTaken
        await self._record(connection, TopicEvent.ADDED, topic, actor=actor)
        return topic

    async def _record(
        self, connection: AsyncConnection, event: TopicEvent, topic: OfficeTopic, *, actor: str
    ) -> None:
        await self.ledger.record(
            connection,
            event,
            actor=actor,
            organisation_id=topic.organisation_id,
            object_id=topic.id,
            details={"words": len(topic.words), "office": topic.office_id or ""},
        )


async def _checked(
    connection: AsyncConnection, organisation_id: str, draft: TopicDraft, *, topic_id: str
) -> OfficeTopic:
    offices = {bureau.id for bureau in await list_organisations(connection, parent_id=organisation_id)}
    if draft.office_id and draft.office_id not in offices:
        raise OfficeMissing
    return OfficeTopic(
        topic_id, organisation_id, draft.clean_label, draft.clean_words, draft.office_id or None
    )
