"""A small trial as the ledger would tell it: deeds that are recorded, or made into events at once."""

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec

from genkan.governance import Ledger
from genkan.kit import canonical_json
from genkan.storage import Database
from genkan.trial.assignment import Stratum, sides_at
from genkan.trial.evidence import Arm, AssignedDetails, EndedDetails, Mode, details_of
from genkan.trial.protocol import Exclusions, Protocol, TrialArm, TrialOrganisation, TrialTask

TRIAL = "01970000-0000-7000-8000-00000000aaaa"
START = datetime(2026, 11, 2, 3, 0, tzinfo=UTC)
ARMS = ("kou", "otsu", "hei")
MINISTRIES = ("例示省", "見本庁")


@dataclass(frozen=True)
class Deed:
    """An event before it is recorded."""

    kind: str
    actor: str
    object_id: str
    details: dict[str, Any]
    organisation_id: str | None = None


@dataclass(frozen=True)
class LedgerEvent:
    """The fields of a ledger event that are read."""

    id: str
    at: datetime
    kind: str
    actor: str
    organisation_id: str | None
    object_id: str
    details: str


def protocol(**changes: Any) -> Protocol:
    """The protocol of the trial; every organisation and name is fictional."""
    draft = Protocol(
        title="例示省における生成AIの試行",
        purpose="行政事務において、どのモデルが正確で役に立つかを確かめる。",
        opens_on="2026-11-02",
        closes_on="2026-11-30",
        organisations=tuple(
            TrialOrganisation(organisation=f"org{number}", title=title, staff=1000 * number)
            for number, title in enumerate(MINISTRIES, start=1)
        ),
        arms=tuple(
            TrialArm(name=name, deployment=f"d-{name}", title=f"試験モデル{name}", build=f"{name}-1")
            for name in ARMS
        ),
        tasks=(
            TrialTask(task="compare", title="比較", mode=Mode.PAIR, weight=2.0),
            TrialTask(task="document-drafting", title="文書の作成", mode=Mode.PAIR),
        ),
        information_classes=(1, 2),
        exclusions=Exclusions(fastest_vote_seconds=2, most_votes_per_person=9),
        seed="5eed",
        draws=200,
        least_votes=20,
        least_persons=10,
    )
    return msgspec.structs.replace(draft, **changes)


def frozen(plan: Protocol) -> Deed:
    """The signing of a protocol."""
    told = {"number": 0, "digest": plan.digest(), "document": plan.document(), "reason": ""}
    return Deed("trial:protocol:frozen", "office", TRIAL, told)


def assigned(
    number: int,
    person: str,
    left: str,
    right: str,
    plan: Protocol,
    *,
    task: str = "compare",
    level: int = 1,
    place: int = 0,
) -> Deed:
    """A pair is assigned to a person, at a place that is counted from 0 in its stratum."""
    details = AssignedDetails(
        arms=tuple(f"d-{name}" for name in ARMS),
        seed="5eed",
        information_class=level,
        sides={side: arm_of(name) for side, name in (("a", left), ("b", right))},
        question_digest="0" * 64,
        question_salted=number != 7,
        question_length=20,
        trial=TRIAL,
        protocol=plan.digest(),
        task=task,
        block=place // 6,
        place=place % 6,
        eligible=tuple(sorted(ARMS)),
    )
    return Deed(
        "trial:comparison:assigned",
        person,
        exposure_id(number),
        dict(details_of(details)),
        organisation_of(person),
    )


def organisation_of(person: str) -> str:
    """Where somebody works."""
    return f"org{1 + int(person[1:]) % 2}"


def arm_of(name: str, build: str = "") -> Arm:
    """An arm under its name."""
    return Arm(f"d-{name}", f"試験モデル{name}", build or f"{name}-1", {}, name=name)


def exposure_id(number: int) -> str:
    """The identifier of a comparison, in the order of the numbers."""
    return f"01970000-0000-7000-8000-{number:012x}"


def ended(number: int, side: str, outcome: str = "completed", **more: Any) -> Deed:
    """The end of an answer."""
    told = EndedDetails(side=side, outcome=outcome, characters=100, first_token_ms=200, total_ms=900, **more)
    return Deed("trial:answer:ended", "system", exposure_id(number), dict(details_of(told)))


def voted(number: int, person: str, choice: str, revision: int = 1) -> Deed:
    """A vote."""
    told = {"choice": choice, "reasons": ["correct"], "revision": revision}
    return Deed("trial:comparison:voted", person, exposure_id(number), told)


def story(
    *, persons: int = 24, each: int = 4, plan: Protocol | None = None, seed: int = 1, digits: int = 3
) -> Iterator[Deed]:
    """A whole trial: signed, assigned, answered, voted, marked, used. With 35 digits persons are as long as real ones."""
    plan, chance = plan or protocol(), random.Random(seed)
    yield frozen(plan)
    yield Deed("trial:trial:opened", "office", TRIAL, {"digest": plan.digest(), "reason": ""})
    places: Counter[Stratum] = Counter()
    for number in range(persons * each):
        person = f"n{number % persons:0{digits}}"
        task, level = ("compare", "document-drafting")[number % 2], 1 + number % 2
        stratum = Stratum(
            trial=TRIAL,
            organisation=organisation_of(person),
            task=task,
            information_class=level,
            mode=Mode.PAIR,
            arms=ARMS,
        )
        place = places[stratum]
        places[stratum] += 1
        left, right = sides_at(stratum, place, seed=plan.seed)
        yield assigned(number, person, left, right, plan, task=task, level=level, place=place)
        yield ended(number, "a", cost_microyen=1_500_000 + number)
        yield ended(number, "b", "truncated" if number % 17 == 0 else "completed", cost_microyen=900_000)
        if number % 7 == 6:
            continue
        stronger = "a" if ARMS.index(left) < ARMS.index(right) else "b"
        weights = {stronger: 5, "b" if stronger == "a" else "a": 2, "both_good": 2, "both_bad": 1}
        choice = chance.choices(list(weights), list(weights.values()))[0]
        yield voted(number, person, choice)
        if number % 11 == 0:
            yield voted(number, person, "both_good", 2)
        yield from _after(number, person, left, chance)
    for number in range(0, persons, 4):
        pulse = {"trial": TRIAL, "minutes": 10 + number, "better": 4}
        yield Deed("trial:pulse:answered", f"n{number:0{digits}}", TRIAL, pulse, f"org{1 + number % 2}")
    for arm in ARMS:
        probe = {"trial": TRIAL, "arm": arm, "era": 1, "day": "2026-11-03", "fingerprint": "f" * 16}
        yield Deed(
            "trial:build:probed",
            "system",
            TRIAL,
            probe | {"answers": ["x"], "lengths": [80], "agreement": 1.0},
        )
    yield Deed("trial:trial:closed", "office", TRIAL, {"digest": plan.digest(), "reason": ""})


def _after(number: int, person: str, left: str, chance: random.Random) -> Iterator[Deed]:
    if number % 3 == 0:
        yield Deed("trial:comparison:guessed", person, exposure_id(number), {"a": left, "b": ""})
    if number % 4 == 0:
        yield from _marks(number, chance)
    if number % 5 == 0:
        use = {"side": "a", "use": "copied", "answer_characters": 100, "final_characters": 120}
        yield Deed(
            "trial:answer:used", person, exposure_id(number), use | {"edit_distance": 30, "seconds": 90}
        )


def _marks(number: int, chance: random.Random) -> Iterator[Deed]:
    for marker in ("m" * 36, "n" * 36):
        for side in "ab":
            right = chance.random() < 0.8
            found = {"correct": right, "source_right": right, "usable": right, "harmful": False}
            yield Deed("trial:answer:marked", marker, exposure_id(number), {"side": side, **found})


def events_of(deeds: Iterator[Deed] | list[Deed]) -> list[LedgerEvent]:
    """The deeds as events, ten seconds apart."""
    return [
        LedgerEvent(
            f"e{number:06}",
            START + timedelta(seconds=10 * number),
            deed.kind,
            deed.actor,
            deed.organisation_id,
            deed.object_id,
            canonical_json(deed.details),
        )
        for number, deed in enumerate(deeds)
    ]


def altered(event: LedgerEvent, **changes: Any) -> LedgerEvent:
    """The event with other fields."""
    return replace(event, **changes)


async def record(database: Database, ledger: Ledger, deeds: Iterator[Deed], clock: Any) -> None:
    """Write the deeds into a real ledger, ten seconds apart, linked and anchored."""
    async with database.write() as connection:
        for deed in deeds:
            clock.advance(seconds=10)
            await ledger.record(
                connection,
                deed.kind,
                actor=deed.actor,
                organisation_id=deed.organisation_id,
                object_id=deed.object_id,
                details=deed.details,
            )
    await ledger.seal()
    await ledger.anchor()
