"""Officers keep the building blocks of their organisation."""

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.governance import Ledger, Viewer
from genkan.inquiry.block import LONGEST_BLOCK, MOST_BLOCKS, Block, unknown_places
from genkan.inquiry.entry import clean
from genkan.inquiry.errors import TopicUnfit
from genkan.inquiry.events import BlockEvent
from genkan.inquiry.replying.errors import (
    BlockLabelTaken,
    BlockLabelUnfit,
    BlockTextUnfit,
    BlockUnknown,
    PlaceUnknown,
    TooManyBlocks,
)
from genkan.inquiry.store import blocks, topics
from genkan.inquiry.topic import LONGEST_LABEL
from genkan.kit import Clock, new_id, storable


@dataclass(frozen=True)
class BlockDraft:
    """A building block as it was typed; ``topic_id`` is empty for all topics."""

    label: str = ""
    topic_id: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class BlockKeeping:
    """Each deed with its record, in the transaction of the caller."""

    ledger: Ledger
    clock: Clock

    async def add(self, connection: AsyncConnection, viewer: Viewer, draft: BlockDraft) -> Block:
        """A new building block.

        Raises ``TooManyBlocks``, ``BlockLabelUnfit``, ``BlockLabelTaken``, ``TopicUnfit``, ``BlockTextUnfit`` and
        ``PlaceUnknown``.
        """
        if await blocks.count_blocks(connection, viewer.organisation.id) >= MOST_BLOCKS:
            raise TooManyBlocks(limit=MOST_BLOCKS)
        block = await _block(connection, viewer, draft, block_id=new_id(self.clock))
        if not await blocks.add_block(connection, block):
            raise BlockLabelTaken
        await self._record(connection, BlockEvent.ADDED, viewer, block)
        return block

    async def edit(
        self, connection: AsyncConnection, viewer: Viewer, block_id: str, draft: BlockDraft
    ) -> Block:
        """A building block as it is from now on. Raises what ``add`` raises, and ``BlockUnknown``."""
        await own_block(connection, viewer, block_id)
        block = await _block(connection, viewer, draft, block_id=block_id)
        if not await blocks.change_block(connection, block):
            raise BlockLabelTaken
        await self._record(connection, BlockEvent.EDITED, viewer, block)
        return block

    async def remove(self, connection: AsyncConnection, viewer: Viewer, block_id: str) -> None:
        """Delete a building block. Raises ``BlockUnknown``."""
        block = await own_block(connection, viewer, block_id)
        await blocks.remove_block(connection, block_id)
        await self._record(connection, BlockEvent.REMOVED, viewer, block)

    async def _record(
        self, connection: AsyncConnection, event: BlockEvent, viewer: Viewer, block: Block
    ) -> None:
        await self.ledger.record(
            connection,
            event,
            actor=viewer.person.id,
            organisation_id=block.organisation_id,
            object_id=block.id,
            details={"characters": len(block.text), "topic": block.topic_id or ""},
        )


async def own_block(connection: AsyncConnection, viewer: Viewer, block_id: str) -> Block:
    """The building block, if it is of the viewer's organisation. Raises ``BlockUnknown``."""
    block = await blocks.find_block(connection, block_id, organisation_id=viewer.organisation.id)
    if block is None:
        raise BlockUnknown
    return block


async def _block(connection: AsyncConnection, viewer: Viewer, draft: BlockDraft, *, block_id: str) -> Block:
    own, label, text = viewer.organisation.id, " ".join(storable(draft.label).split()), clean(draft.text)
    if not 1 <= len(label) <= LONGEST_LABEL:
        raise BlockLabelUnfit(limit=LONGEST_LABEL)
    if draft.topic_id and await topics.find_topic(connection, draft.topic_id, organisation_id=own) is None:
        raise TopicUnfit
    if not 1 <= len(text) <= LONGEST_BLOCK:
        raise BlockTextUnfit(limit=f"{LONGEST_BLOCK:,}")
    for place in unknown_places(text):
        raise PlaceUnknown(place=place)
    return Block(block_id, own, label, draft.topic_id or None, text)
