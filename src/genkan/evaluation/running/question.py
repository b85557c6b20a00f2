"""What is asked in a run."""

from dataclasses import dataclass
from typing import Self

from genkan.gateway import Message
from genkan.kit import canonical_json, digest


@dataclass(frozen=True, slots=True)
class Question:
    """One question (質問), the same for every contestant.

    ``limit`` is the longest answer in tokens, as it is sent to each endpoint; ``seconds`` is the time from the sending to
    the last word.
    """

    key: str
    messages: tuple[Message, ...]
    limit: int = 1024
    seconds: float = 120.0

    @classmethod
    def of(
        cls, key: str, prompt: str, *, system: str = "", limit: int = 1024, seconds: float = 120.0
    ) -> Self:
        """A question of one message, after the instruction ``system`` where there is one."""
        instruction = (Message("system", system),) if system else ()
        return cls(key, (*instruction, Message("user", prompt)), limit, seconds)

    @property
    def digest(self) -> str:
        """SHA-256 of the canonical JSON of everything above, as 64 hexadecimal digits."""
        return digest(
            canonical_json(
                {
                    "key": self.key,
                    "messages": [{"role": each.role, "content": each.content} for each in self.messages],
                    "limit": self.limit,
                    "seconds": self.seconds,
                }
            )
        )
