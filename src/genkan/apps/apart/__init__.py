"""Work on content that nobody has vouched for: in a process of its own, bounded in time and memory."""

from genkan.apps.apart.answering import answer_once
from genkan.apps.apart.working import Apart, ApartDied, ApartTimedOut

__all__ = ["Apart", "ApartDied", "ApartTimedOut", "answer_once"]
