"""Counting one call: characters, tokens, time, price."""

from datetime import datetime
from typing import NamedTuple

from genkan.catalogue import Price
from genkan.kit import Clock
from genkan.providers import UsageReport

MOST_TOKENS = 10_000_000


class Measure(NamedTuple):
    """What one call took; prices in millionths of a yen, None where the deployment has no price."""

    input_characters: int
    output_characters: int
    input_tokens: int
    output_tokens: int
    tokens_reported: bool
    first_token_at: datetime | None
    price_micro_yen: int | None


class Meter:
    """Sees the texts of a call go by; ``price`` is that of the day on which it began, ``fee`` takes its place."""

    def __init__(
        self, clock: Clock, *, input_characters: int, price: Price | None, fee: int | None = None
    ) -> None:
        self._clock = clock
        self._input_characters = input_characters
        self._price = price
        self._fee = fee
        self._output_characters = 0
        self._usage: UsageReport | None = None
        self.first_token_at: datetime | None = None

    def see_text(self, text: str) -> None:
        """Count a piece of the answer."""
        if self.first_token_at is None:
            self.first_token_at = self._clock()
        self._output_characters += len(text)

    def see_usage(self, usage: UsageReport) -> None:
        """Keep what the endpoint counted, unless no call could have taken it: then it is estimated instead."""
        if is_credible(usage):
            self._usage = usage

    def measure_unsent(self) -> Measure:
        """The measure of a call of which nothing left: no tokens, and they cost nothing."""
        return Measure(self._input_characters, 0, 0, 0, False, None, 0)

    def measure(self, *, was_answered: bool = True) -> Measure:
        """The measure so far; without a report a token is taken to be one character, and marked so.

        A call that was not answered, of which nothing was heard either, cost nothing.
        """
        usage = self._usage
        tokens_in = usage.input_tokens if usage else self._input_characters
        tokens_out = usage.output_tokens if usage else self._output_characters
        cost = self._fee
        if cost is None:
            cost = cost_of(self._price, tokens_in=tokens_in, tokens_out=tokens_out)
        if cost and not was_answered and usage is None and self.first_token_at is None:
            cost = 0
        return Measure(
            input_characters=self._input_characters,
            output_characters=self._output_characters,
            input_tokens=tokens_in,
            output_tokens=tokens_out,
            tokens_reported=usage is not None,
            first_token_at=self.first_token_at,
            price_micro_yen=cost,
        )


def is_credible(usage: UsageReport) -> bool:
    """Whether one call can have taken so many tokens."""
    return 0 <= usage.input_tokens <= MOST_TOKENS and 0 <= usage.output_tokens <= MOST_TOKENS


def cost_of(price: Price | None, *, tokens_in: int, tokens_out: int) -> int | None:
    """Yen per million tokens times tokens is millionths of a yen; ``None`` where the price is not known."""
    if price is None or price.input_price is None or price.output_price is None:
        return None
    return round(price.input_price * tokens_in + price.output_price * tokens_out)
