"""Whether what an operator stated about a deployment can be accepted."""

import re
from collections.abc import Collection, Iterator
from dataclasses import fields, replace
from decimal import Decimal
from urllib.parse import SplitResult, urlsplit

from genkan.catalogue.deployment import SPOKEN_PROTOCOLS, DeploymentDraft, InformationClass, WireProtocol
from genkan.catalogue.errors import (
    AddressInvalid,
    CapabilitiesInvalid,
    CapacityInvalid,
    CatalogueProblem,
    CeilingTooHigh,
    ModelUnknown,
    PlaceInvalid,
    PriceInvalid,
    PriceUndated,
    ProtocolNotSpoken,
    ProtocolSettingMissing,
    ProtocolUnknown,
    PublicNameInvalid,
    RemoteModelMissing,
    TextTooLong,
    TitleMissing,
    TokenCapacityInvalid,
)
from genkan.catalogue.naming import is_public_name
from genkan.catalogue.price import Price
from genkan.catalogue.protocol_settings import missing_settings
from genkan.catalogue.secret import check_secret_reference
from genkan.kit import canonical_json

_LONGEST = {"title": 100, "operator": 200, "build": 300, "remote_model": 300, "address": 2000}
_MOST_CAPACITY = 100_000
_MOST_TOKENS = 1_000_000_000
_LONGEST_CAPABILITIES = 10_000
_HIGHEST_PRICE = Decimal(1_000_000_000)


def check_draft(draft: DeploymentDraft, *, model_ids: Collection[str]) -> DeploymentDraft:
    """The draft in its stored form. Raises the first of :func:`problems_of`."""
    draft = _tidied(draft)
    for problem in problems_of(draft, model_ids=model_ids):
        raise problem
    return replace(draft, secret_reference=check_secret_reference(draft.secret_reference))


def problems_of(draft: DeploymentDraft, *, model_ids: Collection[str]) -> Iterator[CatalogueProblem]:
    """Everything that is wrong with the draft, in the order of the form."""
    yield from _names(draft)
    yield from _protocol(draft)
    yield from _endpoint(draft)
    if draft.model_id is not None and draft.model_id not in model_ids:
        yield ModelUnknown(model_id=draft.model_id[:100])
    yield from _facts(draft)
    yield from _prices(draft)
    yield from _secret(draft)


def _tidied(draft: DeploymentDraft) -> DeploymentDraft:
    """The draft without spaces around its texts, and with the place in capitals."""
    texts = {
        field.name: value.strip()
        for field in fields(draft)
        if type(value := getattr(draft, field.name)) is str  # enums are left as they are
    }
    return replace(
        draft, **texts | {"place": draft.place.strip().upper(), "address": texts["address"].rstrip("/")}
    )


def _names(draft: DeploymentDraft) -> Iterator[CatalogueProblem]:
    for name, longest in _LONGEST.items():
        value: str = getattr(draft, name)
        if len(value) <= longest and value.isprintable():
            continue
        yield TitleMissing() if name == "title" else TextTooLong()
    if not draft.title:
        yield TitleMissing()
    if draft.public_name and not is_public_name(draft.public_name):
        yield PublicNameInvalid()


def _protocol(draft: DeploymentDraft) -> Iterator[CatalogueProblem]:
    if draft.protocol not in set(WireProtocol):
        yield ProtocolUnknown(protocol=draft.protocol[:40], known="、".join(sorted(SPOKEN_PROTOCOLS)))
    elif draft.protocol not in SPOKEN_PROTOCOLS:
        yield ProtocolNotSpoken(protocol=draft.protocol)
    for setting in missing_settings(draft):
        yield ProtocolSettingMissing(setting=setting.label)


def _endpoint(draft: DeploymentDraft) -> Iterator[CatalogueProblem]:
    if draft.protocol == WireProtocol.EXTRACT:
        return
    if not _address_fits(draft):
        yield AddressInvalid()
    if not draft.remote_model:
        yield RemoteModelMissing()


def _address_fits(draft: DeploymentDraft) -> bool:
    if draft.protocol != WireProtocol.REPLAY:
        return is_web_address(draft.address)
    parts = _parts(draft.address)
    return parts.scheme == "file" and not parts.netloc and parts.path.startswith("/")


def is_web_address(address: str) -> bool:
    """Whether this is an http(s) address of a host, without user, query and fragment."""
    parts = _parts(address)
    return parts.scheme in {"http", "https"} and bool(parts.hostname) and not _carries_more(parts)


def _parts(address: str) -> SplitResult:
    """The parts of an address; none at all where it cannot be split."""
    try:
        parts = urlsplit(address)
        _ = parts.port
    except ValueError:
        return urlsplit("")
    return parts


def _carries_more(parts: SplitResult) -> bool:
    """Whether the address holds a user, a query, a fragment or spaces."""
    return bool("@" in parts.netloc or parts.query or parts.fragment or re.search(r"\s", parts.geturl()))


def _facts(draft: DeploymentDraft) -> Iterator[CatalogueProblem]:
    if not re.fullmatch(r"([A-Z]{2})?", draft.place):
        yield PlaceInvalid()
    if draft.ceiling >= InformationClass.THREE:
        yield CeilingTooHigh()
    if not 1 <= draft.capacity <= _MOST_CAPACITY:
        yield CapacityInvalid()
    if draft.token_capacity is not None and not 1 <= draft.token_capacity <= _MOST_TOKENS:
        yield TokenCapacityInvalid()
    if len(canonical_json(dict(draft.capabilities))) > _LONGEST_CAPABILITIES:
        yield CapabilitiesInvalid()


def _prices(draft: DeploymentDraft) -> Iterator[CatalogueProblem]:
    prices = [price for price in (draft.input_price, draft.output_price) if price is not None]
    if not all(_is_price(price) for price in prices):
        yield PriceInvalid()
    if prices and draft.price_date is None:
        yield PriceUndated()


def check_price(price: Price) -> None:
    """Raise ``PriceInvalid`` for a price that states nothing, or an impossible number."""
    stated = [each for each in (price.input_price, price.output_price) if each is not None]
    if not stated or not all(_is_price(each) for each in stated):
        raise PriceInvalid


def _is_price(price: Decimal) -> bool:
    return price.is_finite() and 0 <= price <= _HIGHEST_PRICE


def _secret(draft: DeploymentDraft) -> Iterator[CatalogueProblem]:
    try:
        check_secret_reference(draft.secret_reference)
    except CatalogueProblem as problem:
        yield problem
