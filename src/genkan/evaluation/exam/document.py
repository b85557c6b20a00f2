"""What is sealed, and what is published of it at once: pure values and their digests.

Every question has a salt of its own, so that nobody can find out by trial which question stands behind a published digest.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import cast

import msgspec

from genkan.evaluation.exam.drawing import Candidate
from genkan.evaluation.exam.exam import Exam, ExamPlan
from genkan.evaluation.graders import Form
from genkan.evaluation.items.item import LETTERS, Item
from genkan.kit import canonical_json, digest

FORMAT = "genkan-exam/1"
Json = Mapping[str, object]


class SealedLine(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A line of a rubric."""

    points: int
    text: str


class SealedQuestion(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A question of the test with its key and rubric, exactly as it stood in the bank when the test was sealed."""

    key: str
    salt: str
    item_id: str
    version: int
    field: str
    form: Form
    difficulty: int
    family: str
    language: str
    prompt: str
    choices: tuple[str, ...]
    answer_key: tuple[str, ...]
    rubric: tuple[SealedLine, ...]
    grader: str
    tolerance: float
    as_of: str
    source: str

    @property
    def asked(self) -> str:
        """What every contestant is asked: the prompt, and the choices by their letters."""
        lines = [f"{letter}. {text}" for letter, text in zip(LETTERS, self.choices, strict=False)]
        return "\n".join([self.prompt, "", *lines]) if lines else self.prompt

    @property
    def marked_by(self) -> tuple[SealedLine, ...]:
        """The lines by which persons mark: those of the rubric, else one for what a rule could not decide."""
        return self.rubric or (SealedLine(1, "設問が求める対応として適切である"),)

    @property
    def digest(self) -> str:
        """SHA-256 of the canonical JSON of all of it."""
        return digest(canonical_json(cast("Json", msgspec.to_builtins(self))))


class SealedDocument(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole test: how it was drawn, and its questions in their order."""

    exam: str
    seed: str
    salt: str
    pool: tuple[tuple[str, int, str, int], ...]
    questions: tuple[SealedQuestion, ...]

    @property
    def draw_digest(self) -> str:
        """SHA-256 of how it was drawn: the seed and the pool, with the salt."""
        drawn = {
            "exam": self.exam,
            "seed": self.seed,
            "salt": self.salt,
            "pool": [list(row) for row in self.pool],
        }
        return digest(canonical_json(drawn))

    @property
    def text(self) -> str:
        """Its canonical JSON."""
        return canonical_json(cast("Json", msgspec.to_builtins(self)))


def read_document(text: str) -> SealedDocument:
    """The document of its canonical JSON. Raises ``msgspec.ValidationError`` for anything else."""
    return msgspec.json.decode(text, type=SealedDocument)


def sealed_question(key: str, item: Item, *, salt: str) -> SealedQuestion:
    """A question of the bank as it is sealed."""
    return SealedQuestion(
        key=key,
        salt=salt,
        item_id=item.id,
        version=item.version,
        field=item.field.value,
        form=item.form,
        difficulty=item.difficulty,
        family=item.family,
        language=item.language,
        prompt=item.prompt,
        choices=item.choices,
        answer_key=item.key,
        rubric=tuple(SealedLine(line.points, line.text) for line in item.rubric),
        grader=item.grader,
        tolerance=item.tolerance,
        as_of=item.as_of.isoformat() if item.as_of else "",
        source=item.source,
    )


def document_of(
    exam: Exam, drawn: Sequence[Item], pool: Iterable[Candidate], *, seed: str, salts: Sequence[str]
) -> SealedDocument:
    """The document of a test; ``salts`` are one more than there are questions, the last one for the draw."""
    questions = tuple(
        sealed_question(f"q{place:03}", item, salt=salt)
        for place, (item, salt) in enumerate(zip(drawn, salts, strict=False), start=1)
    )
    rows = tuple((each.item_id, each.version, each.field.value, each.difficulty) for each in sorted(pool))
    return SealedDocument(exam.id, seed, salts[-1], rows, questions)


def record_of(exam: Exam, document: SealedDocument, *, sealed_at: datetime) -> str:
    """What is published at sealing, as canonical JSON; its SHA-256 is the commitment."""
    return canonical_json(
        {
            "format": FORMAT,
            "exam": exam.id,
            "title": exam.title,
            "sealed_at": sealed_at.isoformat(),
            "opens_at": exam.opens_at.isoformat(),
            "closes_at": exam.closes_at.isoformat(),
            "plan": plan_values(exam.plan),
            "draw": document.draw_digest,
            "questions": [question.digest for question in document.questions],
        }
    )


def plan_values(plan: ExamPlan) -> dict[str, object]:
    """The plan as JSON holds it."""
    return {
        "blueprint": plan.blueprint.counts,
        "system": plan.system,
        "limit": plan.limit,
        "seconds": plan.seconds,
        "concurrency": plan.concurrency,
        "temperature": plan.temperature,
        "allows_burnt": plan.allows_burnt,
    }
