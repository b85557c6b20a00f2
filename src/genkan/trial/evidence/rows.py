"""The evidence of a trial as flat rows: what is exported, packed, analysed and simulated.

Every row is plain: texts, whole numbers, truth values and moments in UTC. Persons, organisations and arms are keys;
whether a key is a pseudonym is the business of whoever makes the rows.
"""

from datetime import datetime

import msgspec

WITHOUT_VENDORS_STAFF = "without_vendors_staff"
"""The rule by which vendors' staff do not count, neither with what they were shown nor in the short survey."""


class Exposure(msgspec.Struct, frozen=True):
    """One assignment (割付け): a pair of arms, or one, for one question of one person.

    ``right`` is empty where one arm answers. ``restricted`` lists 「arm=reason」 of each arm that could not be drawn.
    """

    id: str
    at: datetime
    protocol: str
    person: str
    organisation: str
    task: str
    information_class: int
    mode: str
    left: str
    right: str
    left_era: int
    right_era: int
    block: int
    place: int
    eligible: tuple[str, ...]
    restricted: tuple[str, ...]
    conversation: str
    turn: int
    question_length: int


class AnswerRow(msgspec.Struct, frozen=True):
    """How one side ended. ``outcome`` is a name of ``genkan.gateway.Outcome``, or ``unfinished`` where no end is told."""

    exposure: str
    side: str
    arm: str
    era: int
    build: str
    outcome: str
    characters: int
    first_token_ms: int | None
    total_ms: int | None
    cost_microyen: int | None
    shadow_microyen: int | None
    citations: int | None
    citations_verified: int | None
    quotations: int | None
    quotations_faithful: int | None
    style_findings: int | None
    personal_data: int | None
    japanese: bool | None
    refused: bool | None


class VoteRow(msgspec.Struct, frozen=True):
    """One revision of the vote on a pair; the highest revision counts. ``choice`` is a value of ``Choice``."""

    exposure: str
    at: datetime
    person: str
    revision: int
    choice: str
    reasons: tuple[str, ...]


class GuessRow(msgspec.Struct, frozen=True):
    """Which arms the person thought to have read, by name; empty for 「分からない」."""

    exposure: str
    a: str
    b: str


class MarkRow(msgspec.Struct, frozen=True):
    """What one expert found; ``decided`` is the decision where two differed."""

    exposure: str
    side: str
    marker: str
    correct: bool
    source_right: bool
    usable: bool
    harmful: bool
    decided: bool


class UseRow(msgspec.Struct, frozen=True):
    """What became of an answer; lengths and distances are characters, the time seconds from the asking."""

    exposure: str
    side: str
    at: datetime
    use: str
    answer_characters: int
    final_characters: int
    edit_distance: int | None
    seconds: int | None


class PulseRow(msgspec.Struct, frozen=True):
    """The answers to one short survey."""

    at: datetime
    person: str
    organisation: str
    minutes: int | None
    better: int | None


class ExclusionRow(msgspec.Struct, frozen=True):
    """An exposure or event that does not count, and why."""

    exposure: str
    rule: str
    reason: str


class ProbeRow(msgspec.Struct, frozen=True):
    """One look at a build."""

    day: str
    arm: str
    era: int
    fingerprint: str
    agreement: float | None
    mean_length: float
    failures: int


class EraRow(msgspec.Struct, frozen=True):
    """The beginning of an era of an arm."""

    at: datetime
    arm: str
    era: int
    reason: str
    build: str


class ProtocolRow(msgspec.Struct, frozen=True):
    """A protocol as signed, the first or an amendment; ``document`` is canonical JSON."""

    number: int
    at: datetime
    digest: str
    signer: str
    reason: str
    document: str


class ConductRow(msgspec.Struct, frozen=True):
    """What was done with the trial as a whole (実施の経過), by its name ``deed``.

    ``opened``; ``looked``, a look of the sequential rule with its number, whether it was met, on how many votes and
    persons, and the seal of its result; ``vendors_staff``, a later list with the number of its entries; ``ended`` and
    ``closed`` with their cause, and ``day``, the last day of assignments. ``asked_by`` and ``signed_by`` signed an early end.
    """

    at: datetime
    deed: str
    cause: str = ""
    reason: str = ""
    day: str = ""
    number: int = 0
    met: bool | None = None
    votes: int | None = None
    persons: int | None = None
    seal: str = ""
    asked_by: str = ""
    signed_by: str = ""


class Evidence(msgspec.Struct, frozen=True):
    """Everything that a trial leaves behind, each table in the order of its moments and keys."""

    trial: str
    protocols: tuple[ProtocolRow, ...] = ()
    exposures: tuple[Exposure, ...] = ()
    answers: tuple[AnswerRow, ...] = ()
    votes: tuple[VoteRow, ...] = ()
    guesses: tuple[GuessRow, ...] = ()
    marks: tuple[MarkRow, ...] = ()
    uses: tuple[UseRow, ...] = ()
    pulses: tuple[PulseRow, ...] = ()
    exclusions: tuple[ExclusionRow, ...] = ()
    probes: tuple[ProbeRow, ...] = ()
    eras: tuple[EraRow, ...] = ()
    conduct: tuple[ConductRow, ...] = ()
