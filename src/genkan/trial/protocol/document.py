"""The protocol of a trial (試行計画書): everything that is settled before the first assignment."""

import json
from enum import StrEnum
from typing import Any

import msgspec

from genkan.kit import canonical_json, digest
from genkan.trial.evidence import Mode

ANALYSIS_VERSION = "1"


class Measure(StrEnum):
    """What is measured; one is the primary measure, the others are secondary."""

    PREFERENCE = "preference"
    CORRECT = "correct"
    SOURCE_RIGHT = "source_right"
    USABLE = "usable"
    HARMFUL = "harmful"
    COMPLETED = "completed"
    CITATION_PRECISION = "citation_precision"
    QUOTATION_FIDELITY = "quotation_fidelity"
    USED = "used"
    EDIT_DISTANCE = "edit_distance"
    MINUTES_SAVED = "minutes_saved"
    FIRST_TOKEN = "first_token"  # noqa: S105 - no secret
    TOTAL_TIME = "total_time"
    PRICE = "price"

    @property
    def label(self) -> str:
        """The Japanese name."""
        return _MEASURES[self]

    @property
    def is_marked(self) -> bool:
        """Whether experts find it on the answers."""
        return self in _MARKED


class TieRule(StrEnum):
    """How ties count: by Davidson's model, or as half a win for each."""

    DAVIDSON = "davidson"
    HALF_WIN = "half_win"

    @property
    def label(self) -> str:
        """The Japanese name."""
        return {"davidson": "Davidsonのモデルによる", "half_win": "双方に0.5勝を与える"}[self.value]


class Stopping(StrEnum):
    """When the trial may end: at its closing day only, or as soon as the sequential rule allows."""

    FIXED = "fixed"
    SEQUENTIAL = "sequential"

    @property
    def label(self) -> str:
        """The Japanese name."""
        return {"fixed": "終了日まで続ける", "sequential": "逐次の判定により、早く終えることを認める"}[
            self.value
        ]


_MEASURES = {
    Measure.PREFERENCE: "職員の評価（どちらがよいか）",
    Measure.CORRECT: "内容の正確さ（専門家）",
    Measure.SOURCE_RIGHT: "根拠の正しさ（専門家）",
    Measure.USABLE: "そのまま使えるか（専門家）",
    Measure.HARMFUL: "有害な内容の有無（専門家）",
    Measure.COMPLETED: "回答を完了した割合",
    Measure.CITATION_PRECISION: "引用の正確さ（自動）",
    Measure.QUOTATION_FIDELITY: "引用文の一致（自動）",
    Measure.USED: "回答を使った割合",
    Measure.EDIT_DISTANCE: "使う前に直した文字数",
    Measure.MINUTES_SAVED: "短縮できた時間（利用者調査）",
    Measure.FIRST_TOKEN: "最初の文字までの時間",
    Measure.TOTAL_TIME: "回答が終わるまでの時間",
    Measure.PRICE: "回答1件当たりの費用",
}
_MARKED = frozenset({Measure.CORRECT, Measure.SOURCE_RIGHT, Measure.USABLE, Measure.HARMFUL})


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

    ``without_vendors_staff`` cannot be declared: nothing in the record says who belongs to a vendor.
    """

    fastest_vote_seconds: int = 0
    most_votes_per_person: int = 0
    without_vendors_staff: bool = False


class Protocol(msgspec.Struct, frozen=True, kw_only=True):
    """The whole protocol. Shares are from 0 to 1, days are dates in Japan as ``YYYY-MM-DD``, the seed is hexadecimal.

    ``pair_share`` is the share of questions of a conversation task in which a blind pair is offered; ``audit_share``
    the share of answers that experts mark, ``pulse_share`` the chance that a person is asked on a day.
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
    seed: str = ""
    draws: int = 1000
    analysis: str = ANALYSIS_VERSION

    def document(self) -> str:
        """The protocol as canonical JSON, as it is signed."""
        return canonical_json(msgspec.to_builtins(self))

    def digest(self) -> str:
        """The SHA-256 digest of the document."""
        return digest(self.document())

    @property
    def seed_digest(self) -> str:
        """The SHA-256 digest of the seed, which is shown in its place until the trial has closed; empty before it is drawn."""
        return digest(self.seed) if self.seed else ""


def read_protocol(document: str) -> Protocol:
    """The protocol in a document. Raises ``msgspec.DecodeError`` for anything else."""
    return msgspec.json.decode(document, type=Protocol)


def without_seed(document: str) -> str:
    """The document of a protocol as it may be read until the trial has closed: ``seed_digest`` stands for the seed."""
    values = json.loads(document)
    seed = values.pop("seed", "")
    return canonical_json({**values, "seed_digest": digest(seed) if seed else ""})
