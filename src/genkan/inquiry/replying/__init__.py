"""Replies: drafted from chosen material, prepared, approved by another person, sent after a minute."""

from genkan.inquiry.replying.approving import UNDO, Approving, is_withdrawable, may_approve
from genkan.inquiry.replying.block_keeping import BlockDraft, BlockKeeping, own_block
from genkan.inquiry.replying.draft_writing import DraftWriting, models_for
from genkan.inquiry.replying.entry import ReplyEntry
from genkan.inquiry.replying.letter import letter_text
from genkan.inquiry.replying.material import Chosen, Material, gather, readable_to, values_for
from genkan.inquiry.replying.measuring import measures
from genkan.inquiry.replying.preparing import Preparing, ways_of

__all__ = [
    "UNDO",
    "Approving",
    "BlockDraft",
    "BlockKeeping",
    "Chosen",
    "DraftWriting",
    "Material",
    "Preparing",
    "ReplyEntry",
    "gather",
    "is_withdrawable",
    "letter_text",
    "may_approve",
    "measures",
    "models_for",
    "own_block",
    "readable_to",
    "values_for",
    "ways_of",
]
