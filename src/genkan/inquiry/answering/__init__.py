"""What answers a letter: for each concern the best articles, or that no rule answers it."""

from genkan.inquiry.answering.passages import ConcernPassages, find_passages
from genkan.inquiry.answering.quoting import words_that_answer
from genkan.inquiry.answering.similar import most_alike

__all__ = ["ConcernPassages", "find_passages", "most_alike", "words_that_answer"]
