"""Authors write questions, a second person decides about them; every deed with its record."""

from dataclasses import dataclass, fields, replace
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.evaluation.items.drafting import Typed, checked
from genkan.evaluation.items.errors import (
    ItemOvertaken,
    ItemRepeated,
    ItemStateUnfit,
    ItemUnknown,
    NoteMissing,
    OwnItem,
)
from genkan.evaluation.items.events import ItemEvent
from genkan.evaluation.items.item import Item, ItemDraft, ItemState
from genkan.evaluation.items.store import items
from genkan.evaluation.items.store.items import Review
from genkan.governance import Ledger, Viewer
from genkan.kit import Clock, new_id, normalise_newlines, storable

LONGEST_NOTE = 2_000
_OPEN = frozenset({ItemState.DRAFT, ItemState.IN_REVIEW, ItemState.APPROVED})


@dataclass(frozen=True, slots=True)
class Author:
    """Who brings a question in: a person, or the command line with ``person_id`` None."""

    organisation_id: str
    person_id: str | None

    @property
    def actor(self) -> str:
        """Who the ledger names."""
        return self.person_id or "command_line"


@dataclass(frozen=True, slots=True)
class ItemKeeping:
    """Each deed in the transaction of the caller."""

    ledger: Ledger
    clock: Clock

    async def add(
        self,
        connection: AsyncConnection,
        author: Author,
        draft: ItemDraft,
        *,
        code: str = "",
        state: ItemState = ItemState.DRAFT,
    ) -> Item:
        """A new question. Raises ``ItemRepeated`` where the bank has its words or its code."""
        item = Item(
            **_content(draft),
            id=new_id(self.clock),
            organisation_id=author.organisation_id,
            code=code or await items.free_code(connection, author.organisation_id),
            version=1,
            state=state,
            author_id=author.person_id,
            reviewer_id=None,
            changed_at=self.clock(),
        )
        if not await items.add_item(connection, item):
            same = await items.find_like(connection, draft, organisation_id=author.organisation_id)
            raise ItemRepeated(code=same or item.code)
        await items.add_version(connection, item, version_id=new_id(self.clock))
        await self._record(connection, ItemEvent.ADDED, item, actor=author.actor, state=state)
        return item

    async def edit(
        self, connection: AsyncConnection, viewer: Viewer, item_id: str, typed: Typed, *, seen: int
    ) -> Item:
        """A new version, which is a draft again whatever the last one was.

        Raises ``ItemUnknown``, ``ItemOvertaken``, ``ItemStateUnfit``, ``ItemRepeated`` and an ``ItemFieldProblem``.
        """
        before = await self.see(connection, viewer, item_id, among=_OPEN)
        draft = checked(typed)
        same = await items.find_like(connection, draft, organisation_id=before.organisation_id)
        if same not in ("", before.code):
            raise ItemRepeated(code=same)
        after = replace(
            before,
            **_content(draft),
            version=before.version + 1,
            state=ItemState.DRAFT,
            author_id=viewer.person.id,
            reviewer_id=None,
            changed_at=self.clock(),
        )
        await self._change(connection, before, after, seen=seen)
        await items.add_version(connection, after, version_id=new_id(self.clock))
        await self._record(connection, ItemEvent.EDITED, after, actor=viewer.person.id)
        return after

    async def submit(self, connection: AsyncConnection, viewer: Viewer, item_id: str, *, seen: int) -> Item:
        """Ask a second person to look at a draft. Raises ``ItemUnknown``, ``ItemOvertaken`` and ``ItemStateUnfit``."""
        item = await self.see(connection, viewer, item_id, among=frozenset({ItemState.DRAFT}))
        return await self._move(connection, viewer, item, ItemState.IN_REVIEW, ItemEvent.SUBMITTED, seen=seen)

    async def approve(
        self, connection: AsyncConnection, viewer: Viewer, item_id: str, *, seen: int, note: str = ""
    ) -> Item:
        """From now on the question may be drawn. Raises what ``submit`` raises, and ``OwnItem``.

        Whoever wrote any version does not approve: the words of one may stand in the next.
        """
        item = await self.see(connection, viewer, item_id, among=frozenset({ItemState.IN_REVIEW}))
        written = await items.versions_of(connection, item.id)
        if any(version.author_id == viewer.person.id for version in written):
            raise OwnItem
        await self._review(connection, viewer, item, approved=True, note=note)
        after = replace(item, reviewer_id=viewer.person.id)
        return await self._move(connection, viewer, after, ItemState.APPROVED, ItemEvent.APPROVED, seen=seen)

    async def give_back(
        self, connection: AsyncConnection, viewer: Viewer, item_id: str, *, seen: int, note: str
    ) -> Item:
        """Send a question back with the reason. Raises what ``submit`` raises, and ``NoteMissing``."""
        item = await self.see(connection, viewer, item_id, among=frozenset({ItemState.IN_REVIEW}))
        if not note.strip():
            raise NoteMissing
        await self._review(connection, viewer, item, approved=False, note=note)
        return await self._move(connection, viewer, item, ItemState.DRAFT, ItemEvent.RETURNED, seen=seen)

    async def retire(self, connection: AsyncConnection, viewer: Viewer, item_id: str, *, seen: int) -> Item:
        """Draw the question no more. Raises what ``submit`` raises."""
        item = await self.see(connection, viewer, item_id, among=_OPEN)
        return await self._move(connection, viewer, item, ItemState.RETIRED, ItemEvent.RETIRED, seen=seen)

    async def read(self, connection: AsyncConnection, viewer: Viewer, item_id: str) -> Item:
        """The question, and where it is approved or was once, the record that it was read. Raises ``ItemUnknown``."""
        item = await self.see(connection, viewer, item_id)
        await self.note_reading(connection, item, actor=viewer.person.id, way="page")
        return item

    async def note_reading(self, connection: AsyncConnection, item: Item, *, actor: str, way: str) -> None:
        """Record that somebody read an approved or a retired question."""
        if item.state in (ItemState.APPROVED, ItemState.RETIRED):
            await self._record(connection, ItemEvent.READ, item, actor=actor, way=way)

    async def see(
        self,
        connection: AsyncConnection,
        viewer: Viewer,
        item_id: str,
        *,
        among: frozenset[ItemState] = frozenset(ItemState),
    ) -> Item:
        """The question of the viewer's organisation. Raises ``ItemUnknown``, and ``ItemStateUnfit`` outside ``among``."""
        item = await items.find_item(connection, item_id, organisation_id=viewer.organisation.id)
        if item is None:
            raise ItemUnknown
        if item.state not in among:
            raise ItemStateUnfit(state=item.state.label)
        return item

    async def _move(
        self,
        connection: AsyncConnection,
        viewer: Viewer,
        item: Item,
        state: ItemState,
        event: ItemEvent,
        *,
        seen: int,
    ) -> Item:
        after = replace(item, state=state, changed_at=self.clock())
        await self._change(connection, item, after, seen=seen)
        await self._record(connection, event, after, actor=viewer.person.id)
        return after

    async def _change(self, connection: AsyncConnection, before: Item, after: Item, *, seen: int) -> None:
        if before.version != seen or not await items.change_item(
            connection, after, seen=before.version, state=before.state
        ):
            raise ItemOvertaken

    async def _review(
        self, connection: AsyncConnection, viewer: Viewer, item: Item, *, approved: bool, note: str
    ) -> None:
        words = storable(normalise_newlines(note)).strip()[:LONGEST_NOTE]
        review = Review(item.version, viewer.person.id, approved, words, self.clock())
        await items.add_review(connection, item.id, review, review_id=new_id(self.clock))

    async def _record(
        self, connection: AsyncConnection, event: ItemEvent, item: Item, *, actor: str, **details: object
    ) -> None:
        await self.ledger.record(
            connection,
            event,
            actor=actor,
            organisation_id=item.organisation_id,
            object_id=item.id,
            details={"version": item.version, **details},
        )


def _content(draft: ItemDraft) -> dict[str, Any]:
    return {each.name: getattr(draft, each.name) for each in fields(ItemDraft)}
