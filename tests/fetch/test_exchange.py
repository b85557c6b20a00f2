"""One request and its answer with an address that somebody registered."""

from collections.abc import AsyncIterator

import pytest
from aiohttp import web

from genkan.fetch import (
    AddressNotAllowed,
    AddressNotSafe,
    Exchange,
    Limits,
    NotReached,
    RedirectedElsewhere,
    Request,
    TooMuchSent,
)
from genkan.fetch.addresses import is_public, is_within_reach
from tests.fetch.conftest import Service


@pytest.fixture
async def exchange() -> AsyncIterator[Exchange]:
    made = Exchange(limits=Limits(megabytes=1, seconds=0.5))
    yield made
    await made.close()


def post(address: str, *, body: bytes = b"{}") -> Request:
    return Request(address, method="POST", body=body, may_repeat=False)


@pytest.mark.parametrize("status", [200, 202, 400, 404, 500, 503])
async def test_every_answer_comes_back_and_nothing_is_repeated(
    service: Service, exchange: Exchange, status: int
) -> None:
    service.says(web.json_response({"a": 1}, status=status))
    answer = await exchange.send(post(service.address("/run")), allowed=True)
    assert (answer.status, answer.content) == (status, b'{"a": 1}')
    assert service.asked == ["/run"]


async def test_a_large_body_is_sent_whole(service: Service, exchange: Exchange) -> None:
    service.says(web.Response(text="ok"))
    assert (await exchange.send(post(service.address(), body=b"x" * 900_000), allowed=True)).status == 200


@pytest.mark.parametrize("target", ["/moved", "http://example.org/", "http://169.254.169.254/"])
async def test_no_redirect_is_followed(service: Service, exchange: Exchange, target: str) -> None:
    service.says(web.Response(status=307, headers={"Location": target}))
    with pytest.raises(RedirectedElsewhere):
        await exchange.send(post(service.address()), allowed=True)
    assert len(service.asked) == 1


async def test_more_than_the_limit_is_not_read(service: Service, exchange: Exchange) -> None:
    service.says(web.Response(body=b"x" * 1_000_001))
    with pytest.raises(TooMuchSent):
        await exchange.send(post(service.address()), allowed=True)


async def test_http_only_where_the_host_is_allowed(service: Service, exchange: Exchange) -> None:
    with pytest.raises(AddressNotSafe):
        await exchange.get(service.address())
    assert service.asked == []


@pytest.mark.parametrize(
    "address",
    [
        "https://localhost:1/",
        "https://127.0.0.1:1/",
        "https://10.0.0.1/",
        "https://[::1]/",
        "https://１２７.０.０.１:1/",
        "https://127。0。0。1:1/",
    ],
)
async def test_private_addresses_only_where_the_host_is_allowed(exchange: Exchange, address: str) -> None:
    with pytest.raises(AddressNotAllowed):
        await exchange.get(address)


@pytest.mark.parametrize(
    "address",
    ["http://169.254.169.254/", "http://[fe80::1]/", "http://0.0.0.0/", "http://[::ffff:169.254.169.254]/"],
)
async def test_a_machine_s_own_metadata_is_out_of_reach_even_there(exchange: Exchange, address: str) -> None:
    with pytest.raises(AddressNotAllowed):
        await exchange.get(address, allowed=True)


async def test_nobody_there(exchange: Exchange) -> None:
    with pytest.raises(NotReached):
        await exchange.get("http://127.0.0.1:9/", allowed=True)


def test_reaches() -> None:
    assert is_within_reach("10.0.0.1") and is_within_reach("127.0.0.1") and is_within_reach("8.8.8.8")
    assert not any(
        map(is_within_reach, ["169.254.169.254", "fd00:ec2::254", "224.0.0.1", "::", "100.100.100.200"])
    )
    assert is_public("8.8.8.8")
