"""The protocol of a trial (試行計画書): everything that is settled before the first assignment."""

import json
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, cast

import msgspec

from genkan.kit import canonical_json, digest
from genkan.trial.evidence import Mode
from genkan.trial.protocol.choices import Measure, Signers, Stopping, TieRule, WhenMet, Withdrawal

ANALYSIS_VERSION = "1"
# What protocols signed earlier do not say, and mean: it is written only where it is otherwise, so that their digests stay.
_LATER: Mapping[str, object] = MappingProxyType(
    {
        "grace_days": 0,
        "look_every_days": 0,
        "when_met": "may",
        "reply_days": 0,
        "signers": "two_persons",
        "seed_commitment": "",
        "vendors_staff": "",
        "withdrawal": "keep",
    }
)


class TrialArm(msgspec.Struct, frozen=True, kw_only=True):
    """One arm (比較対象): a deployment in one exact build. ``name`` is short and stays the same over amendments.

    ``highest_class`` bounds the information class that this arm may be given; ``joins_on`` and ``leaves_on`` are dates
    in Japan as ``YYYY-MM-DD``, empty for the whole trial. Shadow prices are yen for a million tokens in and out, for
    arms that are free during the trial.
    """

    name: str
    deployment: str
    title: str
    build: str
    parameters: dict[str, Any] = {}
    highest_class: int = 2
    joins_on: str = ""
    leaves_on: str = ""
    shadow_price_in: float | None = None
    shadow_price_out: float | None = None


class TrialOrganisation(msgspec.Struct, frozen=True, kw_only=True):
    """A ministry that takes part, and how many staff it has (for weights to the population)."""

    organisation: str
    title: str
    staff: int


class TrialTask(msgspec.Struct, frozen=True, kw_only=True):
    """A kind of work: ``compare`` is the page 「比較」, ``chat`` the chat, anything else the id of an app.

    ``weight`` is its declared share in the recommendation.
    """

    task: str
    title: str
    mode: Mode
    weight: float = 1.0


class Exclusions(msgspec.Struct, frozen=True, kw_only=True):
    """Which exposures do not count in the primary analysis; every one stays in the record with its rule.

    ``vendors_staff`` is the salted digest of the list of vendors' staff that the office declared; the list is not told.
    """

    fastest_vote_seconds: int = 0
    most_votes_per_person: int = 0
    without_vendors_staff: bool = False
    vendors_staff: str = ""


class Protocol(msgspec.Struct, frozen=True, kw_only=True):
    """The whole protocol. Shares are from 0 to 1, days are dates in Japan as ``YYYY-MM-DD``, the seed is hexadecimal.

    ``pair_share`` is the share of questions of a conversation task in which a blind pair is offered; ``audit_share``
    the share of answers that experts mark, ``pulse_share`` the chance that a person is asked on a day. ``grace_days`` are
    days after the last one on which what was shown may still be voted on; ``look_every_days`` is the distance of the
    looks of the sequential rule, 0 for none; ``reply_days`` are those that vendors have to reply to the report.
    ``seed_commitment`` is the SHA-256 of the seed: with it the digest is taken of the document without the seed.
    ``withdrawal`` is for withdrawals before the trial closes.
    """

    title: str
    purpose: str
    opens_on: str
    closes_on: str
    organisations: tuple[TrialOrganisation, ...]
    arms: tuple[TrialArm, ...]
    tasks: tuple[TrialTask, ...]
    information_classes: tuple[int, ...]
    primary: Measure = Measure.PREFERENCE
    secondary: tuple[Measure, ...] = ()
    tie_rule: TieRule = TieRule.DAVIDSON
    exclusions: Exclusions = Exclusions()
    least_votes: int = 0
    least_persons: int = 20
    planned_half_width: float = 0.05
    stopping: Stopping = Stopping.FIXED
    confidence: float = 0.95
    prompt: str = ""
    consent: str = ""
    pair_share: float = 1.0
    audit_share: float = 0.02
    pulse_share: float = 0.02
    retention_days: int = 1825
    withdrawal: Withdrawal = Withdrawal.KEEP
    seed: str = ""
    draws: int = 1000
    analysis: str = ANALYSIS_VERSION
    grace_days: int = 0
    look_every_days: int = 0
    when_met: WhenMet = WhenMet.MAY
    reply_days: int = 0
    signers: Signers = Signers.TWO_PERSONS
    seed_commitment: str = ""

    def document(self) -> str:
        """The protocol as canonical JSON, as it is signed; what came to protocols later is left out where it is as usual."""
        values = msgspec.to_builtins(self)
        return canonical_json({**_said(values), "exclusions": _said(values["exclusions"])})

    def digest(self) -> str:
        """The SHA-256 digest under which it is signed."""
        return digest_of(self.document())

    @property
    def seed_digest(self) -> str:
        """The SHA-256 digest of the seed, which is shown in its place until the trial has closed; empty before it is drawn."""
        return digest(self.seed) if self.seed else ""


def read_protocol(document: str) -> Protocol:
    """The protocol in a document. Raises ``msgspec.DecodeError`` for anything else."""
    return msgspec.json.decode(document, type=Protocol)


def digest_of(document: str) -> str:
    """The digest of the document of a protocol; empty where its seed is not the one that it commits itself to.

    With a commitment the seed is left out, so that whoever sees the document without the seed can check the digest;
    documents without a commitment are taken as they are. Raises ``ValueError`` for what is no JSON object.
    """
    values = _read(document)
    commitment, seed = values.get("seed_commitment", ""), str(values.get("seed", ""))
    if not commitment:
        return digest(document)
    return "" if seed and digest(seed) != commitment else digest(without_seed(document))


def is_digest_of(document: str, claimed: str) -> bool:
    """Whether a document, with its seed, belongs to the digest that is claimed."""
    try:
        return digest_of(document) == claimed
    except ValueError:
        return False


def without_seed(document: str) -> str:
    """The document of a protocol as it may be read until the trial has closed.

    Where it holds a commitment its seed is empty, and its SHA-256 is the digest of the protocol; else ``seed_digest``
    stands for the seed.
    """
    values = _read(document)
    if values.get("seed_commitment"):
        return canonical_json({**values, "seed": ""})
    seed = values.pop("seed", "")
    return canonical_json({**values, "seed_digest": digest(seed) if seed else ""})


def _said(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name not in _LATER or value != _LATER[name]}


def _read(document: str) -> dict[str, Any]:
    values = json.loads(document)
    if not isinstance(values, dict):
        raise ValueError("no object")  # noqa: TRY004 - a document is text, and its value is wrong
    return cast("dict[str, Any]", values)
