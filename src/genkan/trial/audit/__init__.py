"""Expert audits: answers drawn by the seed, marked blind by two experts, decided by a third where they differ."""

from genkan.trial.audit.agreeing import LikedButWrong, agreements_of, judged, liked_but_wrong
from genkan.trial.audit.candidate import AuditCandidate, is_drawn
from genkan.trial.audit.offering import offer

__all__ = [
    "AuditCandidate",
    "LikedButWrong",
    "agreements_of",
    "is_drawn",
    "judged",
    "liked_but_wrong",
    "offer",
]
