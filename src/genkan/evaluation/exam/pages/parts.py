"""What the routes of sealed tests ask for in their signatures, and the words of their forms."""

from datetime import UTC, datetime, timedelta, timezone
from typing import Annotated

from genkan.evaluation.exam.exam import ExamState
from genkan.evaluation.exam.planning import ExamDraft
from genkan.evaluation.exam.room import Exams
from genkan.governance import part
from genkan.ui import Pages

ExamsPart = Annotated[Exams, part(Exams)]
PagesPart = Annotated[Pages, part(Pages)]

TOKYO = timezone(timedelta(hours=9))
STATE_KINDS = {
    ExamState.DRAFT: "neutral",
    ExamState.SEALED: "warning",
    ExamState.OPENED: "info",
    ExamState.RUNNING: "info",
    ExamState.MARKING: "info",
    ExamState.PUBLISHED: "success",
    ExamState.VOID: "neutral",
}


def moment_typed(text: str) -> datetime | None:
    """The moment that a field holds, in the time of Japan; None for what is none."""
    try:
        typed = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    return typed.replace(tzinfo=TOKYO).astimezone(UTC) if typed.tzinfo is None else typed.astimezone(UTC)


def moment_shown(moment: datetime) -> str:
    """The moment as a field holds it."""
    return f"{moment.astimezone(TOKYO):%Y-%m-%dT%H:%M}"


def draft_of(values: dict[str, str]) -> ExamDraft:
    """The test that was typed."""
    return ExamDraft(
        title=values.get("title", ""),
        counts={
            name.removeprefix("cell."): value for name, value in values.items() if name.startswith("cell.")
        },
        opens_at=moment_typed(values.get("opens_at", "")),
        closes_at=moment_typed(values.get("closes_at", "")),
        custodians=_custodians(values),
        system=values.get("system", ""),
        limit=_whole(values.get("limit", "")),
        seconds=_whole(values.get("seconds", "")),
        temperature=_number(values.get("temperature", "")),
        allows_burnt="allows_burnt" in values,
    )


def _custodians(values: dict[str, str]) -> tuple[str, ...]:
    """The two who are asked for, and the reserve where one is chosen."""
    chosen = [values.get(f"custodian_{place}", "") for place in (1, 2, 3)]
    return tuple(chosen if chosen[2] else chosen[:2])


def _whole(text: str) -> int | None:
    plain = text.strip()
    return int(plain) if plain.isascii() and plain.isdecimal() and len(plain) < 7 else None


def _number(text: str) -> float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    return number if 0 <= number <= 100 else None
