"""Credit card numbers: 14 to 16 digits of an issuer, with the check digit of Luhn (ISO/IEC 7812)."""

import re

from genkan.policy.personal_data.kind import Kind
from genkan.policy.personal_data.numbers import Number, NumberForm

_ISSUERS = {
    14: re.compile(r"3(?:0[0-5]|[68])"),
    15: re.compile(r"3[47]"),
    16: re.compile(r"4|5[1-5]|2(?:2[2-9]|[3-6]|7[01]|720)|35(?:2[89]|[3-8])|6(?:011|2|4[4-9]|5)"),
}
_SHAPES = frozenset({(14,), (15,), (16,), (4, 4, 4, 4), (4, 6, 4), (4, 6, 5), (4, 4, 4, 2), (8, 8)})
_DOUBLED = (0, 2, 4, 6, 8, 1, 3, 5, 7, 9)


def luhn_is_valid(digits: str) -> bool:
    """Whether the digits end in their check digit."""
    plain = sum(map(int, digits[-1::-2]))
    doubled = sum(_DOUBLED[int(digit)] for digit in digits[-2::-2])
    return (plain + doubled) % 10 == 0


def _fits(digits: str) -> bool:
    return _ISSUERS[len(digits)].match(digits) is not None and luhn_is_valid(digits)


def _accepts(number: Number) -> bool:
    return number.shape in _SHAPES or number.is_spelled_out


CREDIT_CARD = NumberForm(Kind.CREDIT_CARD, frozenset(_ISSUERS), _fits, _accepts)
