"""The item bank (設問バンク) of an installation, put together once a process."""

from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.apps import Apart
from genkan.evaluation.items.errors import PublicSetTaken
from genkan.evaluation.items.events import PublicSetEvent
from genkan.evaluation.items.exposure import Exposing
from genkan.evaluation.items.importing import BankImport
from genkan.evaluation.items.item import Item
from genkan.evaluation.items.keeping import Author, ItemKeeping
from genkan.evaluation.items.likeness import Near, alike, nearest
from genkan.evaluation.items.public_set import PublicSet, read_public_set
from genkan.evaluation.items.rows import as_jsonl, as_rows
from genkan.evaluation.items.store import items, public_sets
from genkan.evaluation.items.store.items import Wanted
from genkan.evaluation.items.workbook import as_workbook
from genkan.governance import Ledger
from genkan.kit import Clock, new_id, storable

_LONGEST_NAME = 60


class ItemBank:
    """Keeping, importing, exporting and comparing questions, and who has seen them."""

    def __init__(self, *, ledger: Ledger, clock: Clock) -> None:
        self.keeping = ItemKeeping(ledger, clock)
        self.importing = BankImport(self.keeping, Apart())
        self.exposing = Exposing(ledger, clock)
        self._ledger = ledger
        self._clock = clock

    async def export(
        self, connection: AsyncConnection, wanted: Wanted, *, actor: str, as_excel: bool = False
    ) -> bytes:
        """The questions as a file; each reading of an approved one is recorded."""
        chosen = await self.read_all(connection, wanted, actor=actor, way="export")
        return as_workbook(as_rows(chosen)) if as_excel else as_jsonl(chosen)

    async def read_all(
        self, connection: AsyncConnection, wanted: Wanted, *, actor: str, way: str
    ) -> Sequence[Item]:
        """The questions with their words; each reading of an approved one is recorded."""
        chosen = await items.list_items(connection, wanted)
        for item in chosen:
            await self.keeping.note_reading(connection, item, actor=actor, way=way)
        return chosen

    async def add_public_set(
        self, connection: AsyncConnection, author: Author, *, name: str, content: bytes
    ) -> PublicSet:
        """Register a set that anyone may have seen. Raises ``PublicSetUnread`` and ``PublicSetTaken``."""
        questions = read_public_set(content)
        called = " ".join(storable(name).split())[:_LONGEST_NAME] or "公開問題集"
        new = PublicSet(new_id(self._clock), author.organisation_id, called, len(questions), self._clock())
        rows = [(new_id(self._clock), key, text) for key, text in questions]
        if not await public_sets.add_public_set(connection, new, rows):
            raise PublicSetTaken(name=called)
        await self._ledger.record(
            connection,
            PublicSetEvent.ADDED,
            actor=author.actor,
            organisation_id=author.organisation_id,
            object_id=new.id,
            details={"questions": new.total},
        )
        return new

    async def near(self, connection: AsyncConnection, item: Item) -> tuple[Near, ...]:
        """The questions of the bank and of public sets that are most like this one."""
        own = {each.code: _words(each) for each in await _others(connection, item)}
        public = await public_sets.public_questions(connection, item.organisation_id)
        return nearest(_words(item), {**own, **public}, limit=5)

    async def alike(self, connection: AsyncConnection, organisation_id: str) -> tuple[tuple[str, Near], ...]:
        """Every pair of questions that a person should look at: two of the bank, or one of it and a public one."""
        bank = {
            each.code: _words(each) for each in await items.list_items(connection, Wanted(organisation_id))
        }
        public = await public_sets.public_questions(connection, organisation_id)
        found = list(alike(bank))
        for code, words in bank.items():
            found += [(code, near) for near in nearest(words, public, limit=1) if near.warns]
        return tuple(sorted(found, key=lambda pair: -pair[1].score))


async def _others(connection: AsyncConnection, item: Item) -> Sequence[Item]:
    every = await items.list_items(connection, Wanted(item.organisation_id))
    return [each for each in every if each.id != item.id]


def _words(item: Item) -> str:
    return "\n".join([item.prompt, *item.choices])
