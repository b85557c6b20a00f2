"""The call to begin with, which is shipped with the product: the criteria of a public call as data."""

import tomllib
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from importlib.resources import files
from typing import cast

import msgspec

from genkan.selection.call.content import CallContent, Criterion, DocumentAsked, Schedule
from genkan.selection.call.draft import JAPAN

_CLOSING_HOUR = 17


class _Packaged(msgspec.Struct, forbid_unknown_fields=True):
    title: str
    purpose: str
    targets: str
    conditions: str
    how_to_apply: str
    contact: str
    questions_in_days: int
    answers_in_days: int
    deadline_in_days: int
    test_in_days: int
    decision_in_days: int
    criterion: tuple[Criterion, ...]
    document: tuple[DocumentAsked, ...]


def packaged_call(now: datetime) -> CallContent:
    """The example with a schedule that begins now. Raises ``msgspec.ValidationError`` for an unknown key."""
    text = files("genkan.selection").joinpath("call/packaged.toml").read_text("utf-8")
    data = msgspec.convert(cast("Mapping[str, object]", tomllib.loads(text)), _Packaged)
    return CallContent(
        title=data.title,
        purpose=data.purpose.strip(),
        targets=data.targets.strip(),
        conditions=data.conditions.strip(),
        how_to_apply=data.how_to_apply.strip(),
        contact=data.contact,
        schedule=Schedule(
            questions_until=_closing(now, data.questions_in_days),
            deadline=_closing(now, data.deadline_in_days),
            answers_on=_day(now, data.answers_in_days),
            test_on=_day(now, data.test_in_days),
            decision_on=_day(now, data.decision_in_days),
        ),
        criteria=data.criterion,
        documents=data.document,
    )


def _day(now: datetime, days: int) -> date:
    return (now.astimezone(JAPAN) + timedelta(days=days)).date()


def _closing(now: datetime, days: int) -> datetime:
    """Five in the afternoon in Japan, so many days on."""
    local = now.astimezone(JAPAN) + timedelta(days=days)
    return local.replace(hour=_CLOSING_HOUR, minute=0, second=0, microsecond=0).astimezone(now.tzinfo)
