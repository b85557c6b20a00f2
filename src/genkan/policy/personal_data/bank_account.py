"""Bank accounts: seven digits behind the kind of account; eight that end in 1 for postal savings."""

from genkan.policy.personal_data.cue import cue
from genkan.policy.personal_data.kind import Kind
from genkan.policy.personal_data.numbers import Number, NumberForm, any_digits

_SHAPES = frozenset({(7,), (4, 3), (3, 4)})


def _accepts(number: Number) -> bool:
    if number.counts_something or number.before.endswith("〒"):
        return False
    if len(number.digits) == 8:
        return len(number.shape) == 1 and number.digits[7] == "1"
    return number.shape in _SHAPES or number.is_spelled_out


BANK_ACCOUNT = NumberForm(
    Kind.BANK_ACCOUNT,
    frozenset({7, 8}),
    any_digits,
    _accepts,
    cue=cue("普通", "(普)", "(当)", "当座", "貯蓄", "口座番号", "口座", "ゆうちょ", "通常貯金", "振込先"),
)
