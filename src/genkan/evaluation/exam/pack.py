"""The evidence pack of a test (検証用資料): everything from which its numbers follow, with a digest of each part.

A pack is one JSON file. ``seals`` has a digest for every answer, mark and grade, and ``root`` is the digest of all of them
together with the commitment; the root is what is published with the results.
"""

from collections.abc import Sequence
from typing import cast

import msgspec

from genkan.evaluation.exam.document import SealedDocument
from genkan.evaluation.exam.errors import PackUnreadable
from genkan.kit import canonical_json, digest

PACK_FORMAT = "genkan-exam-pack/1"


class PackContestant(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Who took part: the key that markers saw, and what stands behind it."""

    key: str
    title: str
    operator: str
    build: str


class PackAnswer(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An answer as it was frozen; ``frozen`` is the digest that the run gave it then, over all the others and the run."""

    question: str
    contestant: str
    repetition: int
    state: str
    attempt: int
    earlier: str
    text: str
    outcome: str
    sentence: str
    build: str
    call_id: str
    asked_at: str
    answered_at: str
    seconds_to_first_token: float | None
    seconds: float | None
    characters: int
    input_tokens: int
    output_tokens: int
    micro_yen: int | None
    masked: bool
    frozen: str


class PackGrade(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What became of an answer; ``score`` is None where nobody has marked it."""

    question: str
    contestant: str
    outcome: str
    score: float | None
    reason: str
    version: str


class PackMark(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The points that one marker gave for each line of the rubric; ``decides`` where two differed and this one counts."""

    question: str
    contestant: str
    marker: str
    points: tuple[int, ...]
    note: str
    decides: bool


class PackScore(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The result of a contestant in a field, all of them where ``field`` is empty."""

    contestant: str
    field: str
    answers: int
    marked: int
    mean: float | None
    low: float | None
    high: float | None
    method: str
    outcomes: dict[str, int]


class PackPair(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """By how much the first was better than the second, on the same questions."""

    first: str
    second: str
    value: float
    low: float
    high: float
    is_clear: bool


class PackScores(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All numbers that are published; ``level`` holds for one interval, and for all pairs at once."""

    fields: tuple[PackScore, ...]
    pairs: tuple[PackPair, ...]
    tiers: tuple[tuple[str, ...], ...]
    level: float
    seed: int


class PackProposal(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The points that the judge model proposed for an answer, by line of the rubric."""

    question: str
    contestant: str
    points: tuple[int, ...]


class PackJudge(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A model that looked at open answers beforehand (下見), what it proposed, and how far persons agree with it.

    ``alpha`` is Krippendorff's over ``units`` answers that persons marked, None where nothing can be said. No score holds any of
    it.
    """

    title: str
    operator: str
    build: str
    run: str
    proposals: tuple[PackProposal, ...]
    units: int
    alpha: float | None
    low: float | None
    high: float | None


class PackSeals(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A digest for each part, in the order of the parts; ``judge`` is empty where there was none."""

    contestants: str
    answers: tuple[str, ...]
    marks: tuple[str, ...]
    grades: tuple[str, ...]
    scores: str
    judge: str = ""


class Pack(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """The whole file; ``record`` is the canonical JSON that was published at sealing, as a text."""

    format: str
    code_version: str
    record: str
    commitment: str
    document: SealedDocument
    run: str
    contestants: tuple[PackContestant, ...]
    answers: tuple[PackAnswer, ...]
    marks: tuple[PackMark, ...]
    grades: tuple[PackGrade, ...]
    scores: PackScores
    published_at: str
    seals: PackSeals
    root: str
    judge: PackJudge | None = None


def digest_of_part(part: msgspec.Struct) -> str:
    """SHA-256 of the canonical JSON of a part."""
    return digest(canonical_json(cast("dict[str, object]", msgspec.to_builtins(part))))


def digest_of_parts(parts: Sequence[msgspec.Struct]) -> str:
    """SHA-256 of the digests of parts in their order."""
    return digest(canonical_json({"parts": [digest_of_part(part) for part in parts]}))


def seals_of(pack: Pack) -> PackSeals:
    """The digests of the parts as they are."""
    return PackSeals(
        contestants=digest_of_parts(pack.contestants),
        answers=tuple(digest_of_part(each) for each in pack.answers),
        marks=tuple(digest_of_part(each) for each in pack.marks),
        grades=tuple(digest_of_part(each) for each in pack.grades),
        scores=digest_of_part(pack.scores),
        judge=digest_of_part(pack.judge) if pack.judge else "",
    )


def root_of(pack: Pack) -> str:
    """SHA-256 over the commitment, the run, and the digests that the pack has of its parts."""
    return digest(
        canonical_json(
            {
                "format": pack.format,
                "code_version": pack.code_version,
                "commitment": pack.commitment,
                "run": pack.run,
                "published_at": pack.published_at,
                "seals": cast("dict[str, object]", msgspec.to_builtins(pack.seals)),
            }
        )
    )


def write_pack(pack: Pack) -> bytes:
    """The file: indented, so that a person can read it."""
    return msgspec.json.format(msgspec.json.encode(pack), indent=1) + b"\n"


def read_pack(content: bytes) -> Pack:
    """The pack in a file. Raises ``PackUnreadable``."""
    try:
        pack = msgspec.json.decode(content, type=Pack)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise PackUnreadable(reason=str(error)) from error
    if pack.format != PACK_FORMAT:
        raise PackUnreadable(reason=pack.format[:40])
    return pack
