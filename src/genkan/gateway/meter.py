"""Counting one call: characters, tokens, time, price."""

from dataclasses import dataclass
from datetime import datetime

from genkan.catalogue import Deployment
from genkan.kit import Clock
from genkan.providers import UsageReport


@dataclass(frozen=True)
class Measure:
    """What one call took; prices in millionths of a yen, None where the deployment has no price."""

    input_characters: int
    output_characters: int
    input_tokens: int
    output_tokens: int
    tokens_reported: bool
    first_token_at: datetime | None
    price_micro_yen: int | None


class Meter:
    """Sees the texts of a call go by."""

    def __init__(self, clock: Clock, *, input_characters: int) -> None:
        self._clock = clock
        self._input_characters = input_characters
        self._output_characters = 0
        self._usage: UsageReport | None = None
        self.first_token_at: datetime | None = None

    def see_text(self, text: str) -> None:
        """Count a piece of the answer."""
        self.first_token_at = self.first_token_at or self._clock()
        self._output_characters += len(text)

    def see_usage(self, usage: UsageReport) -> None:
        """Keep what the endpoint counted."""
        self._usage = usage

    def measure(self, deployment: Deployment) -> Measure:
        """The measure so far; without a report a token is taken to be one character, and marked so."""
        reported = self._usage is not None
        tokens_in = self._usage.input_tokens if self._usage else self._input_characters
        tokens_out = self._usage.output_tokens if self._usage else self._output_characters
        return Measure(
            input_characters=self._input_characters,
            output_characters=self._output_characters,
            input_tokens=tokens_in,
            output_tokens=tokens_out,
            tokens_reported=reported,
            first_token_at=self.first_token_at,
            price_micro_yen=_price(deployment, tokens_in=tokens_in, tokens_out=tokens_out),
        )


def _price(deployment: Deployment, *, tokens_in: int, tokens_out: int) -> int | None:
    """Yen per million tokens times tokens is millionths of a yen."""
    if deployment.input_price is None or deployment.output_price is None:
        return None
    return round(deployment.input_price * tokens_in + deployment.output_price * tokens_out)
