"""What a run keeps of its call: the promise of an answer, or the answer itself until the run has ended."""

from collections.abc import Mapping
from datetime import datetime
from typing import ClassVar, Self

import msgspec

from genkan.apps.external.result import output_of
from genkan.apps.gennai.answer import Promise, read_answer
from genkan.apps.gennai.status import AsyncState
from genkan.apps.output import Output
from genkan.fetch import Fetched

_LARGEST_KEPT = 2_000_000


class Promised(msgspec.Struct, frozen=True, kw_only=True):
    """Where and since when the answer is waited for; ``originals`` are what was masked, ``notice`` what is told of it."""

    STEP: ClassVar[str] = "external.promise"

    address: str
    sent_at: datetime
    state: AsyncState
    originals: dict[str, str]
    notice: str

    @classmethod
    def read(cls, text: str) -> Self:
        """What was written."""
        return msgspec.json.decode(text, type=cls)

    def written(self) -> str:
        """The promise as a step of the run."""
        return msgspec.json.encode(self).decode()


class KeptAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """An answer as it came."""

    STEP: ClassVar[str] = "external.answer"

    status: int
    content: bytes
    originals: dict[str, str]
    notice: str

    @classmethod
    def of(cls, fetched: Fetched, *, originals: Mapping[str, str], notice: str) -> Self | None:
        """What is kept of an answer; ``None`` where it is too long to be kept twice."""
        if len(fetched.content) > _LARGEST_KEPT:
            return None
        return cls(status=fetched.status, content=fetched.content, originals=dict(originals), notice=notice)

    @classmethod
    def read(cls, text: str) -> Self:
        """What was written."""
        return msgspec.json.decode(text, type=cls)

    def written(self) -> str:
        """The answer as a step of the run."""
        return msgspec.json.encode(self).decode()

    def output(self) -> Output:
        """The output that it is. Raises the errors under ``ShapeProblem``."""
        answer = read_answer(self.status, self.content)
        if isinstance(answer, Promise):
            raise TypeError("a promise is kept as such")
        return output_of(answer, originals=self.originals, notice=self.notice)
