"""Prices with the day from which they hold."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Price:
    """Yen per million tokens from ``valid_from`` (a day in Japan) on; ``None`` where a part is not known."""

    valid_from: date
    input_price: Decimal | None
    output_price: Decimal | None


Prices = Mapping[str, tuple[Price, ...]]


def price_at(prices: tuple[Price, ...], day: date) -> Price | None:
    """The price that holds on a day, of prices in the order of their days; ``None`` before the first."""
    held = [price for price in prices if price.valid_from <= day]
    return held[-1] if held else None
