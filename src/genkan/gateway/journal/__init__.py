"""The journal: every call by a program is on disk before a word leaves, and in the records soon after."""

from genkan.gateway.journal.batch import EndedCall
from genkan.gateway.journal.journal import Journal, Listener
from genkan.gateway.journal.proof import BatchFault, BatchFinding, CallsProof, verify_calls
from genkan.gateway.journal.row import CallEnd, CallRow

__all__ = [
    "BatchFault",
    "BatchFinding",
    "CallEnd",
    "CallRow",
    "CallsProof",
    "EndedCall",
    "Journal",
    "Listener",
    "verify_calls",
]
