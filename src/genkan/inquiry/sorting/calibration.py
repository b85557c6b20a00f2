"""How often a proposal is right, from how far it stands out: measured on the tuning half of the sample."""

import math

# A logistic curve from the share of the best topic among all scores to the outcome, fitted to the 100 letters of the
# tuning half taken twice: as packaged, and with words left out that only one half of them holds
# (docs/concepts/inquiries.md has the figures).
_AT_NOTHING, _PER_SHARE = -4.1, 10.1


def confidence_of(share: float) -> float:
    """The probability that a topic is right whose score is this share (0 to 1) of all scores of a letter."""
    return 1 / (1 + math.exp(-(_AT_NOTHING + _PER_SHARE * share)))
