"""Answers that this process is writing at the moment."""

import asyncio
from collections.abc import Callable, Mapping
from datetime import datetime

from genkan.kit import Clock, storable
from genkan.policy import StreamRestorer


class LiveAnswer:
    """The text so far of one answer, for those who follow it in this process; it only ever grows."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._text = ""
        self._pieces: list[str] = []
        self._restorer = StreamRestorer({})
        self._changed = asyncio.Event()
        self.notice = ""
        self.first_heard_at: datetime | None = None
        self.position = 0
        self.stop_asked = False
        self._cancel: Callable[[], object] | None = None

    @property
    def text(self) -> str:
        """The text so far, with masked words restored for the person; half a placeholder is held back."""
        if self._pieces:
            self._text += "".join(self._pieces)
            self._pieces.clear()
        return self._text

    def mask_was_used(self, originals: Mapping[str, str], *, notice: str) -> None:
        """What to put back for the person, and what to tell them."""
        self._restorer = StreamRestorer(originals)
        self.notice = notice

    def wait_at(self, position: int) -> None:
        """How many are served up to and including this one; 0 once it is being served."""
        self.position = position
        self.wake()

    def hear(self, piece: str) -> None:
        """Add a piece of the answer."""
        self.first_heard_at = self.first_heard_at or self._clock()
        self._pieces.append(self._restorer.feed(storable(piece)))
        self.wake()

    def settle(self) -> None:
        """Nothing more will be heard: what was held back belongs to the text as it is."""
        self._pieces.append(self._restorer.flush())

    def stop(self) -> None:
        """The person wants no more of it."""
        self.stop_asked = True
        if self._cancel is not None:
            self._cancel()

    def stoppable_by(self, cancel: Callable[[], object] | None) -> None:
        """From now on, stopping ends the speaking by ``cancel``; None once there is nothing left to stop."""
        self._cancel = cancel

    def wake(self) -> None:
        """Let the followers look again."""
        self._changed.set()
        self._changed = asyncio.Event()

    async def changed(self) -> None:
        """Wait until there is more, or it ended."""
        await self._changed.wait()


class LiveAnswers:
    """All answers that this process is writing, by id."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._answers: dict[str, LiveAnswer] = {}

    def open(self, answer_id: str) -> LiveAnswer:
        """Begin to hold an answer."""
        return self._answers.setdefault(answer_id, LiveAnswer(self._clock))

    def find(self, answer_id: str) -> LiveAnswer | None:
        """The answer, where this process writes it."""
        return self._answers.get(answer_id)

    def close(self, answer_id: str) -> None:
        """The answer has ended and stands in the database."""
        live = self._answers.pop(answer_id, None)
        if live is not None:
            live.wake()

    def __len__(self) -> int:
        """How many there are."""
        return len(self._answers)

    def texts(self) -> dict[str, str]:
        """The texts so far."""
        return {answer_id: live.text for answer_id, live in self._answers.items()}

    def places(self) -> dict[str, int]:
        """The places in line, 0 for those that are being served."""
        return {answer_id: live.position for answer_id, live in self._answers.items()}
