"""What answers a letter: for each concern the best articles, or that no rule answers it."""

from genkan.inquiry.answering.passages import ConcernPassages, find_passages

__all__ = ["ConcernPassages", "find_passages"]
