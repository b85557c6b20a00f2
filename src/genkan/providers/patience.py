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
        self.phase = "between_tokens"
        deadline = self._now() + self._timeouts.between_tokens
        self.deadline = deadline if deadline < self.end else self.end

    def answer_ended(self) -> None:
        """Only the end of the stream is still to come."""
        self.phase = "closing"
        self.deadline = min(self._now() + self._timeouts.closing, self.end)

    def given_up(self) -> EndpointTimedOut:
        """The error that says which wait was too long."""
        return EndpointTimedOut(phase="whole" if self.deadline == self.end else self.phase)
