"""Votes with their revisions, the question after the vote, and the reveal."""

from genkan.trial.voting.ballot import Ballot
from genkan.trial.voting.ballot_box import BallotBox
from genkan.trial.voting.belonging import Belonging, belonging_of
from genkan.trial.voting.guessing import Candidate, Guessing, candidates_for
from genkan.trial.voting.opinion import COMMENT_LIMIT, Opinion, read_opinion
from genkan.trial.voting.voting import Voting

__all__ = [
    "COMMENT_LIMIT",
    "Ballot",
    "BallotBox",
    "Belonging",
    "Candidate",
    "Guessing",
    "Opinion",
    "Voting",
    "belonging_of",
    "candidates_for",
    "read_opinion",
]
