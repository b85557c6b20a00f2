"""The form of an organisation's rules: texts as typed, and their meaning."""

import re
from collections.abc import Mapping
from datetime import time

import msgspec
from pydantic import BaseModel, Field

from genkan.catalogue import InformationClass
from genkan.gateway.ask import PURPOSES_OF_PEOPLE
from genkan.gateway.rules_errors import (
    BannedWordsInvalid,
    CountryInvalid,
    FallbacksInvalid,
    LimitInvalid,
    OpeningHoursInvalid,
    RulesUnfit,
)
from genkan.policy import (
    LONGEST_BANNED_WORD,
    MOST_BANNED_WORDS,
    MOST_CHARACTERS,
    STRICT_KINDS,
    STRICT_TREATMENTS,
    Kind,
    OpeningHours,
    Rules,
    Treatment,
    usual_treatment,
)

ALL, CHOSEN = "all", "chosen"
_COUNTRY = re.compile(r"[A-Z]{2}")
_BETWEEN = re.compile(r"[\s,、，]+")
_YES = "yes"


def treatments_for(kind: Kind) -> tuple[Treatment, ...]:
    """What may be done with personal data of this kind."""
    return tuple(each for each in Treatment if kind not in STRICT_KINDS or each in STRICT_TREATMENTS)


def _no_texts() -> list[str]:
    return []


class RulesForm(BaseModel):
    """What was typed; the treatments stand in the order of the kinds."""

    ceiling: str = Field("2", max_length=10)
    models: str = Field(ALL, max_length=10)
    allowed_models: list[str] = Field(default_factory=_no_texts, max_length=200)
    disallowed_models: list[str] = Field(default_factory=_no_texts, max_length=200)
    disallowed_deployments: list[str] = Field(default_factory=_no_texts, max_length=1000)
    allowed_apps: list[str] = Field(default_factory=_no_texts, max_length=1000)
    fallbacks: str = Field("", max_length=10_000)
    purposes: list[str] = Field(default_factory=_no_texts, max_length=20)
    places: str = Field("JP", max_length=1000)
    government_cloud_for_two: str = Field("", max_length=10)
    ismap_for_two: str = Field("", max_length=10)
    treatments: list[str] = Field(default_factory=_no_texts, max_length=len(Kind))
    banned_words: str = Field("", max_length=MOST_BANNED_WORDS * (LONGEST_BANNED_WORD + 2))
    max_characters: str = Field("", max_length=20)
    hours: str = Field(ALL, max_length=10)
    weekdays: list[str] = Field(default_factory=_no_texts, max_length=7)
    begins: str = Field("", max_length=8)
    ends: str = Field("", max_length=8)


def written(rules: Rules) -> RulesForm:
    """The form with the rules in it."""
    hours = rules.opening_hours[0] if rules.opening_hours else None
    allowed = rules.allowed_purposes
    return RulesForm(
        ceiling=str(int(rules.ceiling)),
        models=ALL if rules.allowed_models is None else CHOSEN,
        allowed_models=sorted(rules.allowed_models or ()),
        disallowed_models=sorted(rules.disallowed_models),
        disallowed_deployments=sorted(rules.disallowed_deployments),
        allowed_apps=sorted(rules.allowed_apps or ()),
        fallbacks="\n".join(f"{model} > {other}" for model, other in sorted(rules.fallbacks.items())),
        purposes=[purpose.value for purpose in PURPOSES_OF_PEOPLE if allowed is None or purpose in allowed],
        places=", ".join(sorted(rules.places)),
        government_cloud_for_two=_YES if rules.government_cloud_for_two else "",
        ismap_for_two=_YES if rules.ismap_for_two else "",
        treatments=[(rules.treatments.get(kind) or usual_treatment(kind)).value for kind in Kind],
        banned_words="\n".join(rules.banned_words),
        max_characters="" if rules.max_characters is None else str(rules.max_characters),
        hours=CHOSEN if hours else ALL,
        weekdays=[str(day) for day in sorted(hours.weekdays if hours else range(5))],
        begins=hours.begins.isoformat("minutes") if hours else "08:30",
        ends=hours.ends.isoformat("minutes") if hours else "18:15",
    )


def read_rules(form: RulesForm) -> Rules:
    """What the form means; with no app chosen, all are allowed. Raises the errors under ``RulesUnfit``."""
    rules = Rules(
        ceiling=_ceiling(form.ceiling),
        allowed_models=None if form.models == ALL else frozenset(form.allowed_models),
        disallowed_models=frozenset(form.disallowed_models),
        disallowed_deployments=frozenset(form.disallowed_deployments),
        allowed_apps=frozenset(form.allowed_apps) or None,
        fallbacks=_fallbacks(form.fallbacks),
        allowed_purposes=_purposes(form.purposes),
        places=_places(form.places),
        government_cloud_for_two=form.government_cloud_for_two == _YES,
        ismap_for_two=form.ismap_for_two == _YES,
        treatments=_treatments(form.treatments),
        banned_words=_banned_words(form.banned_words),
        max_characters=_limit(form.max_characters),
        opening_hours=() if form.hours == ALL else (_hours(form),),
    )
    return _checked(rules)


def _checked(rules: Rules) -> Rules:
    """The rules as they could be read again, which proves that every part is in its bounds."""
    try:
        return msgspec.convert(msgspec.to_builtins(rules), Rules)
    except msgspec.ValidationError as error:
        raise RulesUnfit from error


def _ceiling(text: str) -> InformationClass:
    offered = {"1": InformationClass.ONE, "2": InformationClass.TWO}
    if text not in offered:
        raise RulesUnfit
    return offered[text]


def _purposes(values: list[str]) -> frozenset[str] | None:
    known = {purpose.value for purpose in PURPOSES_OF_PEOPLE}
    if not set(values) <= known:
        raise RulesUnfit
    return None if set(values) == known else frozenset(values)


def _places(text: str) -> frozenset[str]:
    places = frozenset(part for part in _BETWEEN.split(text.upper().strip()) if part)
    if not all(_COUNTRY.fullmatch(place) for place in places):
        raise CountryInvalid
    return places


def _treatments(values: list[str]) -> dict[Kind, Treatment]:
    """Only what differs from the usual."""
    if len(values) != len(Kind):
        raise RulesUnfit
    chosen: Mapping[Kind, str] = dict(zip(Kind, values, strict=True))
    if not all(value in treatments_for(kind) for kind, value in chosen.items()):
        raise RulesUnfit
    return {kind: Treatment(value) for kind, value in chosen.items() if value != usual_treatment(kind)}


def _banned_words(text: str) -> tuple[str, ...]:
    words = tuple(dict.fromkeys(word for line in text.splitlines() if (word := line.strip())))
    if len(words) > MOST_BANNED_WORDS or any(len(word) > LONGEST_BANNED_WORD for word in words):
        raise BannedWordsInvalid(count=MOST_BANNED_WORDS, length=LONGEST_BANNED_WORD)
    return words


def _fallbacks(text: str) -> dict[str, str]:
    """``model > other``, one pair on each line."""
    pairs: dict[str, str] = {}
    for number, line in enumerate(text.replace("＞", ">").splitlines(), start=1):
        if not line.strip():
            continue
        model, _, other = (part.strip() for part in line.partition(">"))
        if not model or not other or model == other or ">" in other or model in pairs:
            raise FallbacksInvalid(line=number)
        pairs[model] = other
    return pairs


def _limit(text: str) -> int | None:
    plain = text.strip().replace(",", "")
    if not plain:
        return None
    if not plain.isdecimal() or not 1 <= int(plain) <= MOST_CHARACTERS:
        raise LimitInvalid(limit=MOST_CHARACTERS)
    return int(plain)


def _hours(form: RulesForm) -> OpeningHours:
    try:
        weekdays = frozenset(map(int, form.weekdays))
        hours = OpeningHours(weekdays, time.fromisoformat(form.begins), time.fromisoformat(form.ends))
    except ValueError as error:
        raise OpeningHoursInvalid from error
    if not weekdays or not weekdays <= set(range(7)) or hours.begins.tzinfo or hours.ends.tzinfo:
        raise OpeningHoursInvalid
    return hours
