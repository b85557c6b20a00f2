"""What an answer would cost at the shadow price of the protocol, for arms that are free during the trial. Pure."""

from datetime import datetime

from genkan.gateway import Metered
from genkan.trial.protocol import TrialArm

_MILLISECONDS = 1000


def shadow_microyen(arm: TrialArm | None, metered: Metered | None) -> int | None:
    """Millionths of a yen: yen for a million tokens, times tokens; ``None`` without such a price or a metered call."""
    if arm is None or metered is None or arm.shadow_price_in is None or arm.shadow_price_out is None:
        return None
    return round(arm.shadow_price_in * metered.input_tokens + arm.shadow_price_out * metered.output_tokens)


def milliseconds(start: datetime, end: datetime | None) -> int | None:
    """Whole milliseconds from start to end, never below 0; ``None`` without an end."""
    if end is None:
        return None
    return max(0, round((end - start).total_seconds() * _MILLISECONDS))
