"""Fetching from other services over HTTP: checked addresses, limits of size and time, and patience."""

from genkan.fetch.addresses import is_public, is_within_reach
from genkan.fetch.blocking import BlockingFetcher
from genkan.fetch.errors import (
    AddressNotAllowed,
    AddressNotSafe,
    FetchProblem,
    NotReached,
    RedirectedElsewhere,
    ServiceRefused,
    TooMuchSent,
)
from genkan.fetch.exchange import Exchange
from genkan.fetch.fetcher import Fetcher
from genkan.fetch.request import Fetched, Limits, Request

__all__ = [
    "AddressNotAllowed",
    "AddressNotSafe",
    "BlockingFetcher",
    "Exchange",
    "FetchProblem",
    "Fetched",
    "Fetcher",
    "Limits",
    "NotReached",
    "RedirectedElsewhere",
    "Request",
    "ServiceRefused",
    "TooMuchSent",
    "is_public",
    "is_within_reach",
]
