"""One lane: a contestant's questions in their order, at most so many at once, each claimed before it is sent.

The next question is claimed while one is asked, so that nothing waits for the database; whether the lane may still ask is
known for no longer than ``FRESH_SECONDS`` when a question is sent.
"""

import asyncio
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import replace
from time import monotonic
from typing import NamedTuple

from genkan.evaluation.running.answer import Answer, AnswerState, digest_of
from genkan.evaluation.running.errors import BuildChanged
from genkan.evaluation.running.question import Question
from genkan.evaluation.running.retrying import RETRY_SECONDS, may_ask_again
from genkan.evaluation.running.run import Halt, Lane, Run
from genkan.evaluation.running.scribe import Scribe
from genkan.evaluation.running.store.answers import Claim, Kept
from genkan.gateway import (
    Busy,
    CountingAway,
    DoorClosed,
    ExamAsk,
    Examiner,
    Fault,
    Given,
    Outcome,
    Stopped,
)
from genkan.kit import Clock, Problem

KEEP_SECONDS = 10.0
FRESH_SECONDS = 1.0
_LONGEST_PAUSE = 10.0
_WHOLE = frozenset({Outcome.COMPLETED, Outcome.TRUNCATED})
_LATER = (Busy, CountingAway, DoorClosed)
_REPAIR = "モデルの画面で接続先の設定と状態を確認してから、再開してください。"


class _Claimed(NamedTuple):
    """A question that this lane is going to ask, claimed ``at`` a moment of a clock that never goes back."""

    place: int
    answer: Answer
    at: float


class Asking:
    """Asks one contestant until nothing is left, the window closes, the run is stopped, or something halts it."""

    def __init__(
        self,
        lane_id: str,
        *,
        run: Run,
        lane: Lane,
        questions: Mapping[str, Question],
        waiting: Sequence[tuple[int, Answer]],
        examiner: Examiner,
        scribe: Scribe,
        clock: Clock,
    ) -> None:
        self._id = lane_id
        self._run = run
        self._lane = lane
        self._questions = questions
        self._waiting = deque(waiting)
        self._examiner = examiner
        self._scribe = scribe
        self._clock = clock
        self._over = False
        self.halt: Halt | None = None

    async def ask_all(self) -> None:
        """Go through the questions; ``halt`` says why some are left, where it was none of the other reasons."""
        keeping = asyncio.create_task(self._keep_alive())
        try:
            async with asyncio.TaskGroup() as group:
                for _ in range(min(self._run.concurrency, len(self._waiting))):
                    group.create_task(self._ask_in_turn(group))
        finally:
            keeping.cancel()
            await asyncio.gather(keeping, return_exceptions=True)

    @property
    def window_is_over(self) -> bool:
        """Whether nothing may be asked any more."""
        return self._run.window is not None and self._clock() >= self._run.window.closes_at

    async def _keep_alive(self) -> None:
        while True:
            await asyncio.sleep(KEEP_SECONDS)
            await self._write()

    async def _ask_in_turn(self, group: asyncio.TaskGroup) -> None:
        """One of the places of the lane: while a question is asked, the next is claimed and the last answer written."""
        writing: asyncio.Task[None] | None = None
        following = await self._claimed()
        while following is not None:
            claiming = group.create_task(self._claimed())
            asked = await self._asked(following)
            if writing is not None:
                await writing
            writing = group.create_task(self._keep(following.place, asked))
            if asked.state is AnswerState.WAITING and not self._over:
                await writing
                await asyncio.sleep(RETRY_SECONDS)
                self._waiting.appendleft((following.place, asked))
            following = await claiming or await self._claimed()

    async def _claimed(self) -> _Claimed | None:
        """The next question, claimed for this lane; ``None`` where no more is to be asked."""
        if self._over or not self._waiting or self.window_is_over:
            return None
        place, answer = self._waiting.popleft()
        answer = replace(answer, attempt=answer.attempt + 1)
        claimed = Claim(self._id, self._run.id, place, answer.attempt)
        if not await self._write(claimed=claimed):
            return None
        return _Claimed(place, answer, monotonic())

    async def _keep(self, place: int, answer: Answer) -> None:
        await self._write(kept=Kept(self._id, place, answer))

    async def _write(self, *, kept: Kept | None = None, claimed: Claim | None = None) -> bool:
        """Write, and learn whether the lane may go on."""
        may_go_on = await self._scribe.write(self._id, kept=kept, claimed=claimed)
        self._over = self._over or not may_go_on
        return may_go_on

    async def _asked(self, claimed: _Claimed) -> Answer:
        """What came of a question; one that must not be asked any more waits as if it had not been claimed."""
        if monotonic() - claimed.at > FRESH_SECONDS:
            await self._write()
        if self._over or self.window_is_over:
            return _unasked(claimed.answer)
        return await self._ask(claimed.answer)

    async def _ask(self, answer: Answer) -> Answer:
        """The answer as it is to be kept; a question that could not be put waits as if it had not been claimed."""
        try:
            given = await self._given(self._questions[answer.question_key])
        except Problem as problem:
            self._halt(Halt(problem.sentence, problem.next_step, _plain(problem)))
            given = None
        if given is None:
            return _unasked(answer)
        if given.fault is Fault.SETTING:
            self._halt(Halt(given.sentence, _REPAIR))
        return settled(answer, given)

    async def _given(self, question: Question) -> Given | None:
        """What came of the question; waits as long as the door takes nothing, and ``None`` where that lasts too long."""
        await self._check_build()
        ask = self._ask_of(question)
        while not self._over:
            try:
                return await self._examiner.put(ask)
            except Stopped:
                raise
            except _LATER as problem:
                await asyncio.sleep(min(problem.retry_after, _LONGEST_PAUSE))
            if self.window_is_over or not await self._write():
                self._over = True
        return None

    def _ask_of(self, question: Question) -> ExamAsk:
        return ExamAsk(
            organisation_id=self._run.organisation_id,
            information_class=self._run.information_class,
            deployment_id=self._lane.deployment_id,
            messages=question.messages,
            longest=question.limit,
            seconds=question.seconds,
            parameters=self._run.parameters,
        )

    async def _check_build(self) -> None:
        """Raises ``BuildChanged`` where another build stands behind the name: nothing is swapped silently."""
        deployment = await self._examiner.deployment(self._lane.deployment_id)
        if deployment.build != self._lane.build:
            raise BuildChanged(before=self._lane.build, now=deployment.build)

    def _halt(self, halt: Halt) -> None:
        self.halt, self._over = self.halt or halt, True


def _unasked(answer: Answer) -> Answer:
    return replace(answer, state=AnswerState.WAITING, attempt=answer.attempt - 1)


def settled(answer: Answer, given: Given) -> Answer:
    """The answer with what came of the question, frozen where it is not asked again."""
    if may_ask_again(given.fault, attempt=answer.attempt):
        return replace(
            answer, state=AnswerState.WAITING, earlier=given.outcome, micro_yen=_spent(answer, given)
        )
    ended = replace(
        answer,
        state=AnswerState.ANSWERED if given.outcome in _WHOLE else AnswerState.FAILED,
        text=given.text,
        outcome=given.outcome,
        sentence=given.sentence,
        model=given.model,
        build=given.build,
        call_id=given.call_id,
        asked_at=given.asked_at,
        answered_at=given.answered_at,
        seconds_to_first_token=_rounded(given.first_seconds),
        seconds=_rounded(given.seconds),
        characters=len(given.text),
        input_tokens=given.read,
        output_tokens=given.wrote,
        micro_yen=_spent(answer, given),
        masked=given.masked,
    )
    return replace(ended, digest=digest_of(ended))


def interrupted(answer: Answer) -> Answer:
    """An answer that nobody heard, because the process that had asked ended: asked again once, by the one rule."""
    if may_ask_again(Fault.PASSING, attempt=answer.attempt):
        return replace(answer, state=AnswerState.WAITING, earlier=Outcome.INTERRUPTED)
    ended = replace(answer, state=AnswerState.FAILED, outcome=Outcome.INTERRUPTED)
    return replace(ended, digest=digest_of(ended))


def _spent(answer: Answer, given: Given) -> int | None:
    """What both times cost together, ``None`` where a price is not known."""
    if given.micro_yen is None or answer.micro_yen is None:
        return None
    return answer.micro_yen + given.micro_yen


def _rounded(seconds: float | None) -> float | None:
    return None if seconds is None else round(float(seconds), 6)


def _plain(problem: Problem) -> dict[str, object]:
    """The details of a problem as JSON takes them."""
    return {
        name: value if isinstance(value, int | float) else str(value)
        for name, value in problem.details.items()
    }
