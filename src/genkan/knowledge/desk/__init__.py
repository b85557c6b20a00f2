"""The desk (閲覧窓口): what programs read, within the rights of their caller, at a pace, and counted."""

from genkan.knowledge.desk.caller import Caller, caller_signed_in, caller_with_key
from genkan.knowledge.desk.desk import Desk, Found
from genkan.knowledge.desk.errors import (
    ArticleNotNamed,
    DeskProblem,
    ReadingNotOpened,
    RequestUnclear,
    TooManyReads,
    WordsMissing,
)
from genkan.knowledge.desk.pace import Pace
from genkan.knowledge.desk.tally import Door, Tally
from genkan.knowledge.desk.wish import CheckWish, DayWish, SearchWish, SuggestionWish

__all__ = [
    "ArticleNotNamed",
    "Caller",
    "CheckWish",
    "DayWish",
    "Desk",
    "DeskProblem",
    "Door",
    "Found",
    "Pace",
    "ReadingNotOpened",
    "RequestUnclear",
    "SearchWish",
    "SuggestionWish",
    "Tally",
    "TooManyReads",
    "WordsMissing",
    "caller_signed_in",
    "caller_with_key",
]
