"""The form in which an operator states the facts of a deployment: texts as typed, and their meaning."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Annotated, TypeVar

import msgspec
from fastapi import Form

from genkan.catalogue.deployment import Answer, Deployment, DeploymentDraft, InformationClass, WireProtocol
from genkan.catalogue.errors import (
    AnswerInvalid,
    CapabilitiesInvalid,
    CapacityInvalid,
    CeilingTooHigh,
    ParametersInvalid,
    PriceDateInvalid,
    PriceInvalid,
    PriceUndated,
    TokenCapacityInvalid,
)
from genkan.catalogue.price import Price
from genkan.catalogue.protocol_settings import ProtocolSetting, settings_within, with_settings

Meaning = TypeVar("Meaning")
Typed = Annotated[str, Form()]
_LONGEST_OBJECT = 10_000
_OBJECT = msgspec.json.Decoder(dict[str, object])


@dataclass(frozen=True, slots=True)
class DeploymentForm:
    """What was typed, read from the request; field names are those of the draft."""

    protocol: Typed = WireProtocol.OPENAI_CHAT.value
    address: Typed = ""
    secret_reference: Typed = ""
    remote_model: Typed = ""
    title: Typed = ""
    model_id: Typed = ""
    build: Typed = ""
    place: Typed = ""
    operator: Typed = ""
    government_cloud: Typed = Answer.UNKNOWN.value
    ismap: Typed = Answer.UNKNOWN.value
    vendor_logging: Typed = Answer.UNKNOWN.value
    learning: Typed = Answer.UNKNOWN.value
    ceiling: Typed = "1"
    capacity: Typed = "8"
    input_price: Typed = ""
    output_price: Typed = ""
    price_date: Typed = ""
    parameters: Typed = ""
    public_name: Typed = ""
    token_capacity: Typed = ""
    capabilities: Typed = ""
    replaces: Typed = ""
    api_version: Typed = ""
    client_id: Typed = ""
    client_id_header: Typed = ""
    region: Typed = ""


def read_draft(form: DeploymentForm) -> DeploymentDraft:
    """What the form means. Raises an error under ``DeploymentRefused`` for a text that means nothing."""
    parameters, capabilities = _passed_on(form)
    return DeploymentDraft(
        title=form.title,
        protocol=form.protocol.strip(),
        address=form.address,
        remote_model=form.remote_model,
        model_id=form.model_id or None,
        build=form.build,
        place=form.place,
        operator=form.operator,
        government_cloud=_answer(form.government_cloud),
        ismap=_answer(form.ismap),
        vendor_logging=_answer(form.vendor_logging),
        learning=_answer(form.learning),
        ceiling=_read(form.ceiling, lambda text: InformationClass(int(text)), CeilingTooHigh()),
        capacity=_read(form.capacity, int, CapacityInvalid()),
        input_price=_price(form.input_price),
        output_price=_price(form.output_price),
        price_date=_date(form.price_date),
        parameters=parameters,
        secret_reference=form.secret_reference,
        public_name=form.public_name,
        token_capacity=_tokens(form.token_capacity),
        capabilities=capabilities,
        replaces=form.replaces or None,
    )


def _passed_on(form: DeploymentForm) -> tuple[dict[str, object], dict[str, object]]:
    """Parameters and capabilities, the settings of the protocol among them."""
    return with_settings(
        form.protocol.strip(),
        {setting.value: getattr(form, setting.value) for setting in ProtocolSetting},
        parameters=_object(form.parameters, ParametersInvalid()),
        capabilities=_object(form.capabilities, CapabilitiesInvalid()),
    )


def form_of(deployment: Deployment) -> DeploymentForm:
    """The form of a further build of the deployment: its facts, but no name, build and prices."""
    settings = settings_within(deployment)
    parameters = {name: value for name, value in deployment.parameters.items() if name not in settings}
    capabilities = {name: value for name, value in deployment.capabilities.items() if name not in settings}
    return DeploymentForm(
        protocol=str(deployment.protocol),
        address=deployment.address,
        secret_reference=deployment.secret_reference,
        remote_model=deployment.remote_model,
        model_id=deployment.model_id or "",
        place=deployment.place,
        operator=deployment.operator,
        government_cloud=deployment.government_cloud.value,
        ismap=deployment.ismap.value,
        vendor_logging=deployment.vendor_logging.value,
        learning=deployment.learning.value,
        ceiling=str(int(deployment.ceiling)),
        capacity=str(deployment.capacity),
        parameters=as_text(parameters),
        public_name=deployment.public_name,
        token_capacity=str(deployment.token_capacity or ""),
        capabilities=as_text(capabilities),
        replaces=deployment.id,
        **settings,
    )


@dataclass(frozen=True, slots=True)
class PriceForm:
    """A price as typed."""

    valid_from: Typed = ""
    input_price: Typed = ""
    output_price: Typed = ""


def read_price(form: PriceForm) -> Price:
    """What the form means. Raises ``PriceInvalid``, ``PriceUndated`` and ``PriceDateInvalid``."""
    day = _date(form.valid_from)
    if day is None:
        raise PriceUndated
    return Price(day, _price(form.input_price), _price(form.output_price))


def _read(text: str, meaning: Callable[[str], Meaning], problem: Exception) -> Meaning:
    try:
        return meaning(text.strip())
    except (ValueError, InvalidOperation) as error:
        raise problem from error


def _answer(text: str) -> Answer:
    return _read(text or Answer.UNKNOWN.value, Answer, AnswerInvalid())


def _price(text: str) -> Decimal | None:
    return _read(text.replace(",", ""), Decimal, PriceInvalid()) if text.strip() else None


def _date(text: str) -> date | None:
    return _read(text, date.fromisoformat, PriceDateInvalid()) if text.strip() else None


def _tokens(text: str) -> int | None:
    return _read(text.replace(",", ""), int, TokenCapacityInvalid()) if text.strip() else None


def _object(text: str, problem: Exception) -> dict[str, object]:
    if len(text) > _LONGEST_OBJECT:
        raise problem
    return _read(text.strip() or "{}", _OBJECT.decode, problem)


def as_text(values: Mapping[str, object]) -> str:
    """The values as the form shows them; empty where there are none."""
    return msgspec.json.encode(values).decode() if values else ""
