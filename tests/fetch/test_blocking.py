"""Fetching from threads, from services that misbehave."""

import asyncio
from collections.abc import Iterator

import pytest
from aiohttp import web

from genkan.fetch import AddressNotAllowed, BlockingFetcher, Fetched, Limits, NotReached, Request, TooMuchSent
from tests.fetch.conftest import Service

LIMITS = Limits(megabytes=1, seconds=0.5, attempts=3, first_pause=0.5, longest_pause=5.0)


@pytest.fixture
def pauses() -> list[float]:
    return []


@pytest.fixture
def fetcher(pauses: list[float]) -> Iterator[BlockingFetcher]:
    made = BlockingFetcher(headers={"Authorization": "Basic eA=="}, limits=LIMITS, pause=pauses.append)
    yield made
    made.close()


async def fetch(fetcher: BlockingFetcher, address: str, **given: object) -> Fetched:
    """Fetch as a thread does."""
    return await asyncio.to_thread(fetcher.fetch, Request(address, **given))


@pytest.mark.parametrize("status", [200, 201, 302, 400, 404, 409])
async def test_every_answer_comes_back(service: Service, fetcher: BlockingFetcher, status: int) -> None:
    service.says(web.json_response({"a": 1}, status=status, headers={"Location": "/elsewhere"}))
    answer = await fetch(fetcher, service.address("/laws"), query={"offset": "0"}, method="PUT", body=b"{}")
    assert (answer.status, answer.content, answer.media_type) == (
        status,
        b'{"a": 1}',
        "application/json; charset=utf-8",
    )
    assert service.asked == ["/laws?offset=0"]


async def test_a_service_that_is_busy_is_asked_again(
    service: Service, fetcher: BlockingFetcher, pauses: list[float]
) -> None:
    service.says(
        web.Response(status=503),
        web.Response(status=429, headers={"Retry-After": "7"}),
        web.Response(text="ok"),
    )
    assert (await fetch(fetcher, service.address())).content == b"ok"
    assert pauses == [0.5, 5.0]


async def test_the_last_answer_of_a_service_that_stays_busy_comes_back(
    service: Service, fetcher: BlockingFetcher, pauses: list[float]
) -> None:
    service.says(web.Response(status=429))
    assert (await fetch(fetcher, service.address())).status == 429
    assert (len(service.asked), pauses) == (3, [0.5, 1.0])


async def test_what_may_not_be_repeated_is_sent_once(
    service: Service, fetcher: BlockingFetcher, pauses: list[float]
) -> None:
    service.says(web.Response(status=503))
    assert (await fetch(fetcher, service.address(), method="PUT", body=b"x", may_repeat=False)).status == 503
    assert (len(service.asked), pauses) == (1, [])


async def test_more_than_the_limit_is_not_read(service: Service, fetcher: BlockingFetcher) -> None:
    service.says(web.Response(body=b"x" * 1_000_001))
    with pytest.raises(TooMuchSent):
        await fetch(fetcher, service.address())


async def test_a_silent_service(service: Service, fetcher: BlockingFetcher, pauses: list[float]) -> None:
    async def never() -> web.StreamResponse:
        await asyncio.sleep(5)
        return web.Response()

    service.says(never)
    with pytest.raises(NotReached):
        await fetch(fetcher, service.address())
    assert len(pauses) == 2


async def test_nobody_there(fetcher: BlockingFetcher) -> None:
    with pytest.raises(NotReached, match=r"127\.0\.0\.1"):
        await fetch(fetcher, "http://127.0.0.1:9/")


@pytest.mark.parametrize("address", ["ftp://127.0.0.1/", "http://user:secret@127.0.0.1/", "laws"])
async def test_addresses_that_are_none(fetcher: BlockingFetcher, address: str) -> None:
    with pytest.raises(AddressNotAllowed):
        await fetch(fetcher, address)


async def test_many_threads_share_one(service: Service, fetcher: BlockingFetcher) -> None:
    service.says(web.Response(text="ok"))
    answers = await asyncio.gather(*(fetch(fetcher, service.address(f"/{n}")) for n in range(20)))
    assert [answer.content for answer in answers] == [b"ok"] * 20
    assert sorted(service.asked) == sorted(f"/{n}" for n in range(20))
