"""Basic pension numbers: four and six digits behind their name."""

from genkan.policy.personal_data.cue import cue
from genkan.policy.personal_data.kind import Kind
from genkan.policy.personal_data.numbers import Number, NumberForm, any_digits


def _accepts(number: Number) -> bool:
    return number.shape in {(10,), (4, 6)} or number.is_spelled_out


PENSION_NUMBER = NumberForm(
    Kind.PENSION_NUMBER, frozenset({10}), any_digits, _accepts, cue=cue("年金番号", "年金手帳", "年金証書")
)
