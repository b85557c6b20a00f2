"""Numbers of the insured: six to eleven digits behind the words for them."""

from genkan.policy.personal_data.cue import cue
from genkan.policy.personal_data.kind import Kind
from genkan.policy.personal_data.numbers import Number, NumberForm, any_digits


def _accepts(number: Number) -> bool:
    return (
        not _is_date(number)
        and not number.counts_something
        and not (number.digits[0] == "0" and len(number.shape) == 3)
    )


def _is_date(number: Number) -> bool:
    return len(number.shape) > 1 and number.shape[0] == 4 and number.digits[:2] in {"19", "20"}


HEALTH_INSURANCE = NumberForm(
    Kind.HEALTH_INSURANCE,
    frozenset({6, 7, 8, 10, 11}),
    any_digits,
    _accepts,
    cue=cue("保険者番号", "被保険者", "保険証", "資格確認書", "受給者番号"),
)
