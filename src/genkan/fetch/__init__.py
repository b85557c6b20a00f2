"""Fetching from other services over HTTP: checked addresses, limits of size and time, and patience."""

from genkan.fetch.blocking import BlockingFetcher
from genkan.fetch.errors import (
    AddressNotAllowed,
    FetchProblem,
    NotReached,
    RedirectedElsewhere,
    ServiceRefused,
    TooMuchSent,
)
from genkan.fetch.fetcher import Fetcher
from genkan.fetch.request import Fetched, Limits, Request

__all__ = [
    "AddressNotAllowed",
    "BlockingFetcher",
    "FetchProblem",
    "Fetched",
    "Fetcher",
    "Limits",
    "NotReached",
    "RedirectedElsewhere",
    "Request",
    "ServiceRefused",
    "TooMuchSent",
]
