"""The form in which an operator states the facts of a deployment: texts as typed, and their meaning."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Annotated, TypeVar

import msgspec
from fastapi import Form

from genkan.catalogue.deployment import Answer, DeploymentDraft, InformationClass, WireProtocol
from genkan.catalogue.errors import (
    AnswerInvalid,
    CapacityInvalid,
    CeilingTooHigh,
    ParametersInvalid,
    PriceDateInvalid,
    PriceInvalid,
)

Meaning = TypeVar("Meaning")
Typed = Annotated[str, Form()]
_LONGEST_PARAMETERS = 10_000
_PARAMETERS = msgspec.json.Decoder(dict[str, object])


@dataclass(frozen=True, slots=True)
class DeploymentForm:
    """What was typed, read from the request; field names are those of the draft."""

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


def read_draft(form: DeploymentForm) -> DeploymentDraft:
    """What the form means. Raises an error under ``DeploymentRefused`` for a text that means nothing."""
    return DeploymentDraft(
        title=form.title,
        protocol=WireProtocol.OPENAI_CHAT.value,
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
        parameters=_parameters(form.parameters),
        secret_reference=form.secret_reference,
    )


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


def _parameters(text: str) -> dict[str, object]:
    if len(text) > _LONGEST_PARAMETERS:
        raise ParametersInvalid
    return _read(text.strip() or "{}", _PARAMETERS.decode, ParametersInvalid())
