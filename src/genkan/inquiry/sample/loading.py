"""The 200 fictional letters as cases of 例示省 and 例示市, at every stage, spread over the last months.

Their articles, topics and offices are what a person wrote beside the letters. Nobody did any of this, so the ledger names
the command line.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.governance import Ledger, Organisation, Role, list_active_with_role
from genkan.inquiry.arrival import Arrival
from genkan.inquiry.block import Block
from genkan.inquiry.case import Case, Note
from genkan.inquiry.changing import EVENTS
from genkan.inquiry.entry import Draft
from genkan.inquiry.events import BlockEvent
from genkan.inquiry.receiving import Receiving
from genkan.inquiry.sample.blocks import sample_blocks
from genkan.inquiry.sample.letters import Addressee, SampleInquiry, sample_inquiries
from genkan.inquiry.sorting import usual_topics
from genkan.inquiry.store import cases, notes
from genkan.inquiry.store.blocks import add_block
from genkan.inquiry.store.topics import list_topics
from genkan.inquiry.topic_keeping import TopicKeeping
from genkan.inquiry.transitions import RULES, Deed
from genkan.kit import Clock, new_id
from genkan.storage import Database

_MONTHS = timedelta(days=120)
_A_DAY = timedelta(days=1)
# Which share of the letters, counted from the latest, has come how far.
_NEW, _DECIDED, _ANSWERED = 0.09, 0.15, 0.25
_AGAIN_EVERY = 16
_ENDED = (Deed.CONFIRM, Deed.ANSWER, Deed.COMPLETE)


@dataclass(frozen=True)
class SampleCases:
    """Writes the cases of an organisation that has none."""

    database: Database
    receiving: Receiving
    topics: TopicKeeping
    ledger: Ledger
    clock: Clock

    async def load(self, organisation: Organisation, *, to: Addressee, actor: str) -> int:
        """Add the topics, the building blocks and the letters to this addressee; how many letters there were, 0 where there are cases."""
        async with self.database.write() as connection:
            if await cases.has_cases(connection, organisation.id):
                return 0
            await self.topics.add_usual(connection, organisation, actor=actor)
            await self._add_blocks(connection, organisation, actor=actor)
        letters = [letter for letter in sample_inquiries() if letter.to is to]
        drafts = [Draft(letter.channel, letter.text) for letter in letters]
        readings = await self.receiving.read(organisation.id, drafts)
        moments = _moments(self.clock(), len(letters))
        arrivals = [
            Arrival(draft, reading, at=moment)
            for draft, reading, moment in zip(drafts, readings, moments, strict=True)
        ]
        async with self.database.write() as connection:
            received = await self.receiving.admit(connection, organisation.id, arrivals, actor=actor)
            decided = await self._decided(connection, organisation, received, letters)
            for place, (case, letter) in enumerate(zip(decided, letters, strict=True), start=1):
                deeds = deeds_with(letter, place, age=1 - place / len(letters))
                await self._live(connection, case, letter, deeds, actor=actor)
        return len(letters)

    async def _add_blocks(
        self, connection: AsyncConnection, organisation: Organisation, *, actor: str
    ) -> None:
        """The building blocks, each under its topic where the organisation has it."""
        labels = {topic.id: topic.label for topic in usual_topics()}
        kept = {topic.label: topic.id for topic in await list_topics(connection, organisation.id)}
        for each in sample_blocks():
            topic_id = kept.get(labels.get(each.topic, ""))
            block = Block(new_id(self.clock), organisation.id, each.label, topic_id, each.text)
            if await add_block(connection, block):
                await self._record_block(connection, block, actor=actor)

    async def _record_block(self, connection: AsyncConnection, block: Block, *, actor: str) -> None:
        await self.ledger.record(
            connection,
            BlockEvent.ADDED,
            actor=actor,
            organisation_id=block.organisation_id,
            object_id=block.id,
            details={"characters": len(block.text), "topic": block.topic_id or ""},
        )

    async def _decided(
        self,
        connection: AsyncConnection,
        organisation: Organisation,
        received: Sequence[Case],
        letters: Sequence[SampleInquiry],
    ) -> list[Case]:
        """The cases with the topic and the office that a person would give them."""
        labels = {topic.id: topic.label for topic in usual_topics()}
        kept = {topic.label: topic for topic in await list_topics(connection, organisation.id)}
        officers = await list_active_with_role(
            connection, Role.INQUIRY_OFFICER, organisation_id=organisation.id
        )
        chosen = [kept[labels[letter.topic]] for letter in letters]
        return [
            replace(
                case,
                topic_id=topic.id,
                office_id=topic.office_id,
                owner_id=officers[place % len(officers)].id,
                urgency=letter.urgency,
                flags=letter.flags,
            )
            for place, (case, topic, letter) in enumerate(zip(received, chosen, letters, strict=True))
        ]

    async def _live(
        self,
        connection: AsyncConnection,
        case: Case,
        letter: SampleInquiry,
        deeds: Sequence[Deed],
        *,
        actor: str,
    ) -> None:
        """Bring a case to where the deeds lead it."""
        at = case.received_at
        for deed in deeds:
            at = min(at + (_work_on(letter) if deed is Deed.ANSWER else _A_DAY), self.clock())
            case = replace(case, state=RULES[deed].after or case.state, version=case.version + 1)
            kind = RULES[deed].note
            if kind is not None:
                words = _words(deed, letter)
                await notes.add_note(
                    connection, Note(new_id(self.clock), case.id, case.owner_id or "", at, kind, words)
                )
            await self._record(connection, case, deed, actor=actor)
        if deeds:
            await cases.change_case(connection, case, seen=1)

    async def _record(self, connection: AsyncConnection, case: Case, deed: Deed, *, actor: str) -> None:
        await self.ledger.record(
            connection,
            EVENTS[deed],
            actor=actor,
            organisation_id=case.organisation_id,
            object_id=case.id,
            details={"number": case.number, "version": case.version, "state": case.state},
        )


def _moments(now: datetime, count: int) -> list[datetime]:
    """When the letters came, oldest first, the last one some hours ago."""
    return [now - _MONTHS * (count - place - 0.5) / count for place in range(count)]


def _work_on(letter: SampleInquiry) -> timedelta:
    """How long an answer took: some days, more for longer letters, now and then beyond the deadline."""
    return _A_DAY * (1 + len(letter.text) % 17)


def deeds_with(letter: SampleInquiry, place: int, *, age: float) -> tuple[Deed, ...]:
    """What was done with a letter; ``age`` is 0 for the latest and 1 for the oldest."""
    if age < _NEW:
        return ()
    if age < _DECIDED:
        return (Deed.CONFIRM,)
    if letter.has_no_rule:
        return (Deed.CONFIRM, Deed.REFER)
    if age < _ANSWERED:
        return (Deed.CONFIRM, Deed.ANSWER)
    return (*_ENDED, Deed.REOPEN, *_ENDED) if place % _AGAIN_EVERY == 0 else _ENDED


def _words(deed: Deed, letter: SampleInquiry) -> str:
    """What an officer would have noted."""
    if deed is Deed.REFER:
        return "所管する機関の窓口\n照会の内容が、この組織の所管に属さないため。"
    if deed is Deed.REOPEN:
        return "回答について、照会者から再度の照会があったため。"
    articles = "、".join(dict.fromkeys(article for asked in letter.concerns for article in asked.articles))
    return f"次の規定を示して回答した。\n{articles}"
