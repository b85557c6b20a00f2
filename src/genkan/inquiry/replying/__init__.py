"""Replies: drafted from chosen material, prepared, approved by another person, sent after a minute."""

from genkan.inquiry.replying.approving import UNDO, Approving, may_approve, wants_four_eyes
from genkan.inquiry.replying.block_keeping import BlockDraft, BlockKeeping, own_block
from genkan.inquiry.replying.copying import JoinedLetter, joined_letters
from genkan.inquiry.replying.draft_writing import DraftWriting, models_for
from genkan.inquiry.replying.entry import ReplyEntry
from genkan.inquiry.replying.letter import letter_text
from genkan.inquiry.replying.letting_out import LettingOut
from genkan.inquiry.replying.material import Chosen, Material, gather, readable_to, values_for
from genkan.inquiry.replying.measuring import measures
from genkan.inquiry.replying.preparing import Preparing
from genkan.inquiry.replying.ways import ways_of

__all__ = [
    "UNDO",
    "Approving",
    "BlockDraft",
    "BlockKeeping",
    "Chosen",
    "DraftWriting",
    "JoinedLetter",
    "LettingOut",
    "Material",
    "Preparing",
    "ReplyEntry",
    "gather",
    "joined_letters",
    "letter_text",
    "may_approve",
    "measures",
    "models_for",
    "own_block",
    "readable_to",
    "values_for",
    "wants_four_eyes",
    "ways_of",
]
