"""Votes with their revisions, the question after the vote, and the reveal."""

from genkan.trial.voting.belonging import Belonging, belonging_of
from genkan.trial.voting.guessing import Candidate, Guessing, candidates_for
from genkan.trial.voting.opinion import COMMENT_LIMIT, Opinion, read_opinion
from genkan.trial.voting.voting import Voting, have_ended

__all__ = [
    "COMMENT_LIMIT",
    "Belonging",
    "Candidate",
    "Guessing",
    "Opinion",
    "Voting",
    "belonging_of",
    "candidates_for",
    "have_ended",
    "read_opinion",
]
