"""The details of the trial's ledger events: what is written once and read by everyone who rebuilds a number.

Fields that came later have a default, so that every event ever written can be read; a default is not written.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

import msgspec

from genkan.kit import canonical_json, digest
from genkan.trial.evidence.choice import Choice

_ARM_DIGITS = 12


class Mode(StrEnum):
    """How an arm is given: two answers side by side, or one arm for a conversation or a person."""

    PAIR = "pair"
    CONVERSATION = "conversation"
    PERSON = "person"


class Use(StrEnum):
    """What a person did with an answer."""

    COPIED = "copied"
    EXPORTED = "exported"
    SENT = "sent"
    CORRECTED = "corrected"
    DROPPED = "dropped"


class Arm(msgspec.Struct, frozen=True, omit_defaults=True):
    """A deployment in one exact build with one set of parameters; another build is another arm.

    ``name`` is the arm's name in the protocol of a trial, empty outside one; ``era`` counts from 1 within a trial.
    """

    deployment: str
    title: str
    build: str
    parameters: dict[str, Any]
    name: str = ""
    era: int = 1

    @property
    def key(self) -> str:
        """An identifier of the arm: the deployment and a digest of build and parameters."""
        exact = digest(canonical_json({"build": self.build, "parameters": self.parameters}))
        return f"{self.deployment}/{exact[:_ARM_DIGITS]}"


class AssignedDetails(msgspec.Struct, frozen=True, omit_defaults=True):
    """What is recorded before the first token; the object is the comparison, the actor the person.

    ``arms`` are the deployments that could have been drawn; ``restricted`` names each arm of the protocol that could
    not, by its name, with the reason. ``sides`` has ``a`` and ``b`` for a pair and ``a`` alone otherwise. ``trial`` is
    empty outside a trial; within one ``protocol`` is the digest of the protocol in force, whose seed counts (``seed`` is
    empty), ``block`` and ``place`` are where in the design the assignment stands, ``conversation`` and ``turn`` what it
    belongs to in daily work, and ``eligible`` the names of the arms that the design knew. A digest that is
    ``question_salted`` is of the seed of the comparison, an end of line and the question, so that nobody can guess it.
    """

    arms: tuple[str, ...]
    seed: str
    information_class: int
    sides: dict[str, Arm]
    question_digest: str
    question_length: int
    trial: str = ""
    protocol: str = ""
    task: str = "compare"
    mode: Mode = Mode.PAIR
    block: int = -1
    place: int = -1
    restricted: dict[str, str] = {}
    conversation: str = ""
    turn: int = 1
    eligible: tuple[str, ...] = ()
    question_salted: bool = False


class UnassignedDetails(msgspec.Struct, frozen=True, omit_defaults=True):
    """A question that takes part and for which too few arms could be given; the object is the turn of the chat or the run.

    ``restricted`` names each arm that could not be given, by its name in the protocol, with the reason. One arm may be
    missing in it where two were wanted.
    """

    trial: str
    protocol: str
    task: str
    information_class: int
    restricted: dict[str, str]
    conversation: str = ""
    turn: int = 1


class Checks(msgspec.Struct, frozen=True, omit_defaults=True):
    """What is counted automatically on an answer; ``None`` where it was not looked at."""

    citations: int | None = None
    citations_verified: int | None = None
    quotations: int | None = None
    quotations_faithful: int | None = None
    style_findings: int | None = None
    personal_data: int | None = None
    japanese: bool | None = None
    refused: bool | None = None


class EndedDetails(msgspec.Struct, frozen=True, omit_defaults=True):
    """How the answer of one side ended; ``characters`` is the length of its text.

    Times are milliseconds from the asking, prices millionths of a yen: as charged, and at the shadow price of the
    protocol. They are ``estimated`` where no endpoint reported its tokens, which then count as one for each character.
    ``unmeasured`` says why nothing but the ending was looked at, and is empty where it was.
    """

    side: str
    outcome: str
    characters: int
    first_token_ms: int | None = None
    total_ms: int | None = None
    cost_microyen: int | None = None
    shadow_microyen: int | None = None
    checks: Checks = Checks()
    estimated: bool = False
    unmeasured: str = ""


class VotedDetails(msgspec.Struct, frozen=True, omit_defaults=True):
    """A vote without its comment; ``revision`` counts from 1, and the highest counts."""

    choice: Choice
    reasons: tuple[str, ...]
    revision: int = 1


class GuessedDetails(msgspec.Struct, frozen=True, omit_defaults=True):
    """Which arms the person thought to have read, by their names in the protocol; empty for 「分からない」."""

    a: str
    b: str


class ExcludedDetails(msgspec.Struct, frozen=True, omit_defaults=True):
    """Why a comparison does not count: a rule of the protocol by its name, or a reason in words with who decided."""

    rule: str
    reason: str = ""


class MarkedDetails(msgspec.Struct, frozen=True, omit_defaults=True):
    """What one expert found in the answer of one side; the object is the comparison, the actor the expert."""

    side: str
    correct: bool
    source_right: bool
    usable: bool
    harmful: bool
    decided: bool = False


class UsedDetails(msgspec.Struct, frozen=True, omit_defaults=True):
    """What became of an answer. Lengths and distances are characters; the time is seconds from asking to the use."""

    side: str
    use: Use
    answer_characters: int = 0
    final_characters: int = 0
    edit_distance: int | None = None
    seconds: int | None = None


class PulsedDetails(msgspec.Struct, frozen=True, omit_defaults=True):
    """The answers of a short survey: minutes saved (negative for lost), and whether the work got better, 1 to 5."""

    trial: str
    minutes: int | None
    better: int | None


class ConsentDetails(msgspec.Struct, frozen=True, omit_defaults=True):
    """Which text a person agreed to, or from what the person withdrew."""

    trial: str
    text_digest: str


class ForgottenDetails(msgspec.Struct, frozen=True, omit_defaults=True):
    """How many records of each kind lost whose they were, and why; whose, is not told."""

    reason: str
    records: dict[str, int]


class ProtocolDetails(msgspec.Struct, frozen=True, omit_defaults=True):
    """A protocol as it was signed: its number from 0, its digest, the whole document as canonical JSON, and why.

    ``proposed_by`` is who signed first and ``signed_by`` who signed second; ``proposal`` is the digest of what both
    signed, which lacks the seed that was drawn at the second signature.
    """

    number: int
    digest: str
    document: str
    reason: str = ""
    proposed_by: str = ""
    signed_by: str = ""
    proposal: str = ""


class ProbedDetails(msgspec.Struct, frozen=True, omit_defaults=True):
    """One look at a build: digests of the answers to the fixed prompts, their lengths and agreement with the first look."""

    trial: str
    arm: str
    era: int
    day: str
    fingerprint: str
    answers: tuple[str, ...]
    lengths: tuple[int, ...]
    agreement: float | None
    failures: int = 0


class EraDetails(msgspec.Struct, frozen=True, omit_defaults=True):
    """From now on the answers of an arm belong to another era."""

    trial: str
    arm: str
    era: int
    reason: str
    build: str


class TrialDetails(msgspec.Struct, frozen=True, omit_defaults=True):
    """A trial was opened, assigned for the last time, closed or published.

    ``digest`` is of the protocol, or the root of the pack that was published, and ``pack`` the SHA-256 of that pack's
    bytes. Of an end, ``cause`` says why (``last_day``, ``rule`` or ``early``), ``day`` is the last day of assignments,
    and an early one has the two who signed.
    """

    digest: str
    reason: str = ""
    cause: str = ""
    day: str = ""
    asked_by: str = ""
    signed_by: str = ""
    pack: str = ""


class LookDetails(msgspec.Struct, frozen=True, omit_defaults=True):
    """A declared look of the sequential rule: whether it is met, on how much, and the seal of the result.

    ``digest`` is of the protocol. Nothing of the result itself is here.
    """

    digest: str
    number: int
    day: str
    met: bool
    votes: int
    persons: int
    seal: str


class VendorsStaffDetails(msgspec.Struct, frozen=True, omit_defaults=True):
    """More of vendors' staff was declared: number and digest of the list, its entries, and how much it leaves out."""

    digest: str
    number: int
    entries: int
    exposures: int
    reason: str


def details_of(value: msgspec.Struct) -> Mapping[str, object]:
    """The details of an event, ready for the ledger."""
    return msgspec.to_builtins(value)
