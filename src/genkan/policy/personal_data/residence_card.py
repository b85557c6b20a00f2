"""Residence card numbers: two letters, eight digits, two letters."""

from genkan.policy.personal_data.kind import Kind
from genkan.policy.personal_data.numbers import Number, NumberForm, any_digits


def _accepts(number: Number) -> bool:
    return len(number.shape) == 1 or number.is_spelled_out


RESIDENCE_CARD = NumberForm(Kind.RESIDENCE_CARD, frozenset({8}), any_digits, _accepts, letters=(2, 2))
