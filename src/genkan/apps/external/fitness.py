"""Whether what an administrator states of an app and of hosts can be taken; pure."""

import re
from ipaddress import ip_address
from urllib.parse import urlsplit

from genkan.apps.external.app import Facts
from genkan.apps.external.errors import (
    ConfigUnfit,
    EndpointNotAllowed,
    EndpointUnfit,
    FactUnfit,
    HostUnfit,
    KeyUnfit,
    NameUnfit,
    ReasonMissing,
    TitleUnfit,
)
from genkan.apps.gennai.errors import RegistrationUnreadable
from genkan.apps.gennai.registration import Registration
from genkan.catalogue import InformationClass
from genkan.kit import storable

MOST_PAYLOAD = 50 * 2**20
_NAME = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_HOST_NAME = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*")
_NUMBER = re.compile(r"(?:0x[0-9a-f]*|[0-9]+)")
_PLACE = re.compile(r"[A-Z]{2}|")
_LONGEST_TITLE, _LONGEST_NAME, _LONGEST_ADDRESS, _LONGEST_KEY = 100, 60, 2_000, 4_000
_LONGEST_REASON, _LONGEST_OPERATOR, _LONGEST_HOST = 400, 200, 253
_DEAREST_RUN, _MOST_AT_ONCE = 1_000_000, 1_000


def check_name(name: str) -> None:
    """Raises ``NameUnfit``."""
    if len(name) > _LONGEST_NAME or not _NAME.fullmatch(name):
        raise NameUnfit(name=name[:_LONGEST_NAME])


def check_registration(registration: Registration, *, allowed: bool) -> None:
    """``allowed``: its host is. Raises ``TitleUnfit``, ``EndpointUnfit``, ``EndpointNotAllowed`` and ``ConfigUnfit``."""
    if not 0 < len(registration.name.strip()) <= _LONGEST_TITLE:
        raise TitleUnfit
    host = host_in(registration.endpoint)
    if not allowed and not registration.endpoint.lower().startswith("https://"):
        raise EndpointNotAllowed(host=host)
    try:
        fits = 0 < registration.largest_payload <= MOST_PAYLOAD
    except RegistrationUnreadable as error:
        raise ConfigUnfit from error
    if not fits:
        raise ConfigUnfit


def check_facts(facts: Facts) -> None:
    """Raises ``FactUnfit`` with the name of the fact."""
    price = facts.yen_per_run
    unfit = {
        "提供者": len(facts.operator) > _LONGEST_OPERATOR,
        "処理する国": not _PLACE.fullmatch(facts.place),
        "扱える情報の区分の上限": facts.ceiling not in (InformationClass.ONE, InformationClass.TWO),
        "1回当たりの料金": price is not None and not (price.is_finite() and 0 <= price <= _DEAREST_RUN),
        "同時に送信する件数": not 1 <= facts.at_once <= _MOST_AT_ONCE,
    }
    for label, is_unfit in unfit.items():
        if is_unfit:
            raise FactUnfit(label=label)


def check_key(key: str) -> str:
    """The key without space around it. Raises ``KeyUnfit`` for what no header carries."""
    key = key.strip()
    if not 0 < len(key) <= _LONGEST_KEY or not key.isascii() or not key.isprintable():
        raise KeyUnfit
    return key


def host_in(endpoint: str) -> str:
    """The host of a web address in small letters. Raises ``EndpointUnfit``."""
    try:
        parts = urlsplit(endpoint)
        host, _ = parts.hostname or "", parts.port
    except ValueError as error:
        raise EndpointUnfit from error
    is_web = parts.scheme in ("http", "https") and parts.username is None and not parts.fragment
    if not host or not is_web or len(endpoint) > _LONGEST_ADDRESS or not _is_plain(endpoint):
        raise EndpointUnfit
    return host


def checked_host(text: str) -> str:
    """The name or IP address of a host in its one form. Raises ``HostUnfit``."""
    host = text.strip().lower().rstrip(".")
    try:
        return str(ip_address(host.strip("[]")))
    except ValueError:
        numeric = _NUMBER.fullmatch(host.rpartition(".")[2])
        if len(host) > _LONGEST_HOST or numeric or not _HOST_NAME.fullmatch(host):
            raise HostUnfit(host=text.strip()[:100]) from None
        return host


def checked_reason(text: str) -> str:
    """Why a host is allowed. Raises ``ReasonMissing``."""
    reason = storable(text).strip()
    if not 0 < len(reason) <= _LONGEST_REASON:
        raise ReasonMissing
    return reason


def _is_plain(address: str) -> bool:
    return address.isprintable() and not any(letter in ' \\"<>' for letter in address)
