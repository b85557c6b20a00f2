"""Waiting for an endpoint, and giving up in time."""

import asyncio

from genkan.providers.errors import EndpointTimedOut
from genkan.providers.timing import Timeouts


class Patience:
    """The moment until which the endpoint may keep silent; it moves with every token, not with every byte.

    Whatever happens, patience is over at ``end``.
    """

    def __init__(self, timeouts: Timeouts) -> None:
        self._timeouts = timeouts
        self._now = asyncio.get_running_loop().time
        self.end = self._now() + timeouts.whole
        self.phase = "first_token"
        self.deadline = min(self._now() + timeouts.first_token, self.end)

    def token_came(self) -> None:
        """Count anew from here to the next token."""
        self._enter("between_tokens", seconds=self._timeouts.between_tokens)

    def answer_ended(self) -> None:
        """Only the end of the stream is still to come."""
        self._enter("closing", seconds=self._timeouts.closing)

    def given_up(self) -> EndpointTimedOut:
        """The error that says which wait was too long."""
        return EndpointTimedOut(phase="whole" if self.deadline == self.end else self.phase)

    def _enter(self, phase: str, *, seconds: float) -> None:
        self.phase = phase
        self.deadline = min(self._now() + seconds, self.end)
