"""Passport numbers: two letters and seven digits behind the word for passport."""

from genkan.policy.personal_data.cue import cue
from genkan.policy.personal_data.kind import Kind
from genkan.policy.personal_data.numbers import Number, NumberForm, any_digits


def _accepts(number: Number) -> bool:
    return len(number.shape) == 1 or number.is_spelled_out


PASSPORT = NumberForm(
    Kind.PASSPORT,
    frozenset({7}),
    any_digits,
    _accepts,
    cue=cue("旅券", "パスポート", "passport"),
    letters=(2, 0),
)
