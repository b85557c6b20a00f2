"""Fetching from services that misbehave."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from aiohttp import web

from genkan.fetch import (
    AddressNotAllowed,
    Fetcher,
    FetchProblem,
    Limits,
    NotReached,
    RedirectedElsewhere,
    Request,
    ServiceRefused,
    TooMuchSent,
)
from genkan.fetch.addresses import is_public
from tests.fetch.conftest import Service

LIMITS = Limits(megabytes=1, seconds=0.5, attempts=3, first_pause=0.5)


@pytest.fixture
def pauses() -> list[float]:
    return []


@pytest.fixture
async def fetcher(pauses: list[float]) -> AsyncIterator[Fetcher]:
    async def pause(seconds: float) -> None:
        pauses.append(seconds)

    async with Fetcher(private=True, limits=LIMITS, pause=pause) as fetcher:
        yield fetcher


async def test_an_answer(service: Service, fetcher: Fetcher) -> None:
    service.says(web.json_response({"a": 1}))
    answer = await fetcher.get(service.address("/laws"), query={"offset": "0"})
    assert (answer.status, answer.content, answer.media_type) == (200, b'{"a": 1}', "application/json")
    assert service.asked == ["/laws?offset=0"]


async def test_a_service_that_is_busy_is_asked_again(
    service: Service, fetcher: Fetcher, pauses: list[float]
) -> None:
    service.says(
        web.Response(status=503),
        web.Response(status=429, headers={"Retry-After": "7"}),
        web.Response(text="ok"),
    )
    assert (await fetcher.get(service.address())).content == b"ok"
    assert pauses == [0.5, 7.0]


async def test_a_service_that_stays_broken(service: Service, fetcher: Fetcher, pauses: list[float]) -> None:
    service.says(web.Response(status=500))
    with pytest.raises(ServiceRefused, match="HTTP 500"):
        await fetcher.get(service.address())
    assert (len(service.asked), pauses) == (3, [0.5, 1.0])


async def test_a_refusal_is_final(service: Service, fetcher: Fetcher, pauses: list[float]) -> None:
    service.says(web.Response(status=404))
    with pytest.raises(ServiceRefused, match="HTTP 404"):
        await fetcher.get(service.address())
    assert pauses == []


async def test_what_may_not_be_repeated_is_sent_once(
    service: Service, fetcher: Fetcher, pauses: list[float]
) -> None:
    service.says(web.Response(status=503))
    with pytest.raises(ServiceRefused):
        await fetcher.fetch(Request(service.address(), method="POST", body=b"x", may_repeat=False))
    assert len(service.asked) == 1


async def test_more_than_the_limit_is_not_read(service: Service, fetcher: Fetcher) -> None:
    service.says(web.Response(body=b"x" * 1_000_001))
    with pytest.raises(TooMuchSent):
        await fetcher.get(service.address())


async def test_compressed_rubbish_counts_as_large_as_it_is(service: Service, fetcher: Fetcher) -> None:
    answer = web.Response(body=b"x" * 5_000_000)
    answer.enable_compression(web.ContentCoding.gzip)
    service.says(answer)
    with pytest.raises(TooMuchSent):
        await fetcher.get(service.address())


async def test_a_silent_service(service: Service, fetcher: Fetcher, pauses: list[float]) -> None:
    async def never() -> web.StreamResponse:
        await asyncio.sleep(5)
        return web.Response()

    service.says(never)
    with pytest.raises(NotReached):
        await fetcher.get(service.address())
    assert len(pauses) == 2


async def test_a_redirect_within_the_service_is_followed(service: Service, fetcher: Fetcher) -> None:
    service.says(web.Response(status=302, headers={"Location": "/moved"}), web.Response(text="here"))
    assert (await fetcher.get(service.address("/old"), query={"a": "b"})).content == b"here"
    assert service.asked == ["/old?a=b", "/moved"]


@pytest.mark.parametrize("target", ["http://example.org/", "//169.254.169.254/", "ftp://127.0.0.1/"])
async def test_a_redirect_elsewhere_is_not(target: str, service: Service, fetcher: Fetcher) -> None:
    service.says(web.Response(status=302, headers={"Location": target}))
    with pytest.raises(RedirectedElsewhere):
        await fetcher.get(service.address())
    assert len(service.asked) == 1


async def test_redirects_without_end(service: Service, fetcher: Fetcher) -> None:
    service.says(web.Response(status=302, headers={"Location": "/again"}))
    with pytest.raises(RedirectedElsewhere):
        await fetcher.get(service.address())
    assert len(service.asked) == 4


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1:1/",
        "http://[::1]/",
        "http://10.0.0.1/",
        "http://169.254.169.254/latest",
        # letters that clients read as digits and points
        "http://１２７.０.０.１:1/",
        "http://127。0。0。1:1/",
        "http://①②⑦.0.0.1:1/",
        "http://[::ffff:10.0.0.1]/",
        "http://[64:ff9b::a00:1]/",
        # a name that leads to this machine
        "http://localhost:1/",
        "ftp://example.org/",
        "http://user@example.org/",
        "http://[bad/",
        "laws",
    ],
)
async def test_addresses_that_are_refused(address: str) -> None:
    async with Fetcher(limits=LIMITS) as fetcher:
        with pytest.raises(AddressNotAllowed):
            await fetcher.get(address)


@pytest.mark.parametrize(
    ("address", "public"),
    [
        *((address, True) for address in ("8.8.8.8", "2001:4860:4860::8888", "64:ff9b::808:808")),
        *((address, False) for address in ("203.0.113.1", "64:ff9b::a00:1", "2002:a00:1::1", "::1", "::")),
        *((address, False) for address in ("::ffff:10.0.0.1", "::10.0.0.1", "::8.8.8.8")),  # IPv4 in IPv6
        *(
            (address, False) for address in ("64:ff9b:1::a00:1", "64:ff9b:1:ffff::808:808")
        ),  # local translation
        *((address, False) for address in ("fec0::1", "feff::1%eth0")),  # of a site, as it was
    ],
)
def test_public_addresses(address: str, public: bool) -> None:
    assert is_public(address) is public


async def test_nothing_listens(pauses: list[float], fetcher: Fetcher) -> None:
    with pytest.raises(FetchProblem):
        await fetcher.get("http://127.0.0.1:9/")
    assert len(pauses) == 2
