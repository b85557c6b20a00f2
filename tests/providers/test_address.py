"""Which addresses may be called, however they are written."""

import socket

import pytest
from aiohttp.abc import AbstractResolver, ResolveResult

from genkan.providers import AddressRefused
from genkan.providers.address import check_address, check_beyond, check_public
from genkan.providers.errors import AddressForbidden, AddressHoldsMore, AddressNotHttp
from genkan.providers.resolver import GuardedResolver


@pytest.mark.parametrize(
    "address",
    [
        "https://api.example.jp/v1",
        "http://llm.example.jp:8000/v1/",
        # Models run on premises and on this machine.
        "http://127.0.0.1:11434/v1",
        "http://localhost:8080/v1",
        "http://10.0.0.5/v1",
        "http://192.168.1.5/v1",
        "http://[::1]:8000/v1",
        "http://[fd12:3456::1]/v1",
        "https://モデル.example.jp/v1",
    ],
)
def test_an_address_that_an_operator_may_register(address: str) -> None:
    assert check_address(address).scheme in {"http", "https"}


# (address, error, why)
REFUSED = [
    ("", AddressNotHttp, "nothing"),
    ("api.example.jp/v1", AddressNotHttp, "no scheme"),
    ("ftp://example.jp", AddressNotHttp, "another scheme"),
    ("file:///etc/passwd", AddressNotHttp, "a file"),
    ("unix:///run/x.sock", AddressNotHttp, "a socket"),
    ("http://", AddressRefused, "no host"),
    ("http://example.jp:99999/", AddressRefused, "no such port"),
    ("http://[::1/v1", AddressRefused, "half a host"),
    ("https://user@example.jp/v1", AddressHoldsMore, "a user"),
    ("https://user:password@example.jp/v1", AddressHoldsMore, "a password"),
    ("https://example.jp/v1?key=1", AddressHoldsMore, "a query"),
    ("https://example.jp/v1#x", AddressHoldsMore, "a fragment"),
    ("http://169.254.169.254/latest", AddressForbidden, "metadata of AWS, Azure, Google, Oracle, Sakura"),
    ("http://169.254.170.2/v2", AddressForbidden, "credentials of containers"),
    ("http://[fe80::1%25eth0]/", AddressForbidden, "link-local"),
    ("http://[fd00:ec2::254]/", AddressForbidden, "metadata of AWS"),
    ("http://[fd20:ce::254]/", AddressForbidden, "metadata of Google"),
    ("http://100.100.100.200/", AddressForbidden, "metadata of Alibaba"),
    ("http://168.63.129.16/", AddressForbidden, "wire server of Azure"),
    ("http://192.0.0.192/", AddressForbidden, "metadata of Oracle"),
    ("http://[::ffff:169.254.169.254]/", AddressForbidden, "IPv4 carried in IPv6"),
    ("http://[::ffff:a9fe:a9fe]/", AddressForbidden, "the same in hexadecimal"),
    ("http://[64:ff9b::a9fe:a9fe]/", AddressForbidden, "translated"),
    ("http://[2002:a9fe:a9fe::1]/", AddressForbidden, "tunnelled"),
    ("http://0.0.0.0/", AddressForbidden, "nobody"),
    ("http://255.255.255.255/", AddressForbidden, "everybody"),
    ("http://224.0.0.1/", AddressForbidden, "many"),
    ("http://[ff02::1]/", AddressForbidden, "many"),
    ("http://[::]/", AddressForbidden, "nobody"),
]


@pytest.mark.parametrize(("address", "problem", "why"), REFUSED)
def test_an_address_that_is_refused(address: str, problem: type[AddressRefused], why: str) -> None:
    with pytest.raises(problem):
        check_address(address)


class Liar(AbstractResolver):
    """Resolves every name to one address."""

    def __init__(self, address: str) -> None:
        self._address = address

    async def resolve(self, host: str, port: int = 0, family: int = socket.AF_INET) -> list[ResolveResult]:
        """The one address."""
        result = ResolveResult(
            hostname=host, host=self._address, port=port, family=family, proto=0, flags=socket.AI_NUMERICHOST
        )
        return [result]

    async def close(self) -> None:
        """Nothing to close."""


async def test_a_name_that_leads_to_a_forbidden_address_is_refused() -> None:
    with pytest.raises(AddressForbidden):
        await GuardedResolver(Liar("169.254.169.254")).resolve("innocent.example.jp")


async def test_a_number_that_means_a_forbidden_address_is_refused() -> None:
    # 169.254.169.254 as one number, which the system's resolver understands.
    with pytest.raises(AddressForbidden):
        await GuardedResolver().resolve("2852039166")


async def test_a_name_that_leads_elsewhere_is_resolved() -> None:
    [result] = await GuardedResolver(Liar("10.0.0.5")).resolve("llm.example.jp")

    assert result["host"] == "10.0.0.5"


@pytest.mark.parametrize(
    "address", ["10.0.0.5", "127.0.0.1", "192.168.1.1", "::1", "64:ff9b::a00:5", "169.254.169.254"]
)
async def test_what_somebody_outside_declares_leads_to_the_public_internet_alone(address: str) -> None:
    with pytest.raises(AddressForbidden):
        check_public(address)
    with pytest.raises(AddressForbidden):
        await GuardedResolver(Liar(address), check=check_public).resolve("innocent.example.jp")
    check_public("8.8.8.8")
    check_public("innocent.example.jp")


@pytest.mark.parametrize(
    "address",
    [
        *(
            "127.0.0.1",
            "127.8.8.8",
            "::1",
            "::ffff:127.0.0.1",
            "64:ff9b::7f00:1",
            "2002:7f00:1::1",
            "::127.0.0.1",
        ),
        *("64:ff9b:1::7f00:1", "169.254.1.1", "fe80::1", "::ffff:169.254.169.254", "0.0.0.0", "::"),
    ],
)
async def test_with_private_networks_allowed_it_still_leads_away_from_this_machine(address: str) -> None:
    with pytest.raises(AddressForbidden):
        check_beyond(address)
    with pytest.raises(AddressForbidden):
        await GuardedResolver(Liar(address), check=check_beyond).resolve("innocent.example.jp")
    for other in ("10.0.0.5", "192.168.1.1", "fd12::5", "8.8.8.8", "innocent.example.jp"):
        check_beyond(other)
