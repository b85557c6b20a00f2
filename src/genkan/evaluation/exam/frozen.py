"""Answers as they go into the pack, and whether they are still those that were frozen. Pure."""

from collections.abc import Iterable
from datetime import datetime

from genkan.evaluation.exam.pack import PackAnswer
from genkan.evaluation.running import Answer, AnswerState, digest_of


def altered_among(answers: Iterable[Answer]) -> tuple[str, ...]:
    """The names (「q003/m02」) of the answers whose digest is not the one that was frozen."""
    return tuple(
        f"{each.question_key}/{each.contestant_key}" for each in answers if each.digest != digest_of(each)
    )


def packed_answer(answer: Answer) -> PackAnswer:
    """The answer with everything that its digest covers."""
    return PackAnswer(
        question=answer.question_key,
        contestant=answer.contestant_key,
        repetition=answer.repetition,
        state=answer.state.value,
        attempt=answer.attempt,
        earlier=answer.earlier,
        text=answer.text,
        outcome=answer.outcome,
        sentence=answer.sentence,
        build=answer.build,
        call_id=answer.call_id,
        asked_at=_moment(answer.asked_at),
        answered_at=_moment(answer.answered_at),
        seconds_to_first_token=answer.seconds_to_first_token,
        seconds=answer.seconds,
        characters=answer.characters,
        input_tokens=answer.input_tokens,
        output_tokens=answer.output_tokens,
        micro_yen=answer.micro_yen,
        masked=answer.masked,
        frozen=answer.digest,
    )


def frozen_digest(answer: PackAnswer, *, run: str) -> str:
    """The digest of an answer of a pack, computed again. Raises ``ValueError`` for a state or moment that is none."""
    return digest_of(
        Answer(
            run_id=run,
            question_key=answer.question,
            contestant_key=answer.contestant,
            repetition=answer.repetition,
            state=AnswerState(answer.state),
            attempt=answer.attempt,
            earlier=answer.earlier,
            text=answer.text,
            outcome=answer.outcome,
            sentence=answer.sentence,
            build=answer.build,
            call_id=answer.call_id,
            asked_at=_read(answer.asked_at),
            answered_at=_read(answer.answered_at),
            seconds_to_first_token=answer.seconds_to_first_token,
            seconds=answer.seconds,
            characters=answer.characters,
            input_tokens=answer.input_tokens,
            output_tokens=answer.output_tokens,
            micro_yen=answer.micro_yen,
            masked=answer.masked,
        )
    )


def _moment(moment: datetime | None) -> str:
    return moment.isoformat() if moment else ""


def _read(moment: str) -> datetime | None:
    return datetime.fromisoformat(moment) if moment else None
