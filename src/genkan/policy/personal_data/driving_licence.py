"""Driving licence numbers: twelve digits behind the word for licence."""

from genkan.policy.personal_data.cue import cue
from genkan.policy.personal_data.kind import Kind
from genkan.policy.personal_data.numbers import Number, NumberForm, any_digits


def _accepts(_number: Number) -> bool:
    return True


DRIVING_LICENCE = NumberForm(
    Kind.DRIVING_LICENCE, frozenset({12}), any_digits, _accepts, cue=cue("免許証", "免許番号")
)
