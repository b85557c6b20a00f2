"""Japanese telephone numbers, also as dialled from abroad."""

import re
from collections.abc import Iterator

from genkan.policy.personal_data.kind import Finding, Kind
from genkan.policy.personal_data.numbers import Number, NumberForm

_DIGITS = re.compile(r"0[1-9][0-9]{8}|(?:020|050|060|070|080|090)[0-9]{8}|0800[0-9]{7}")
_GAP = r"[ \-.()]{0,3}+"
_FROM_ABROAD = re.compile(
    rf"(?<![0-9])(?:\+|00)81{_GAP}(?:0{_GAP})?([1-9][0-9]{{0,3}}{_GAP}[0-9]{{1,4}}{_GAP}[0-9]{{3,4}})(?![0-9])"
)
_NOT_DIGIT = re.compile(r"[^0-9]+")


def find_phones_from_abroad(folded: str) -> Iterator[Finding]:
    """Numbers with the country in front: ``+81``, ``0081``."""
    if "81" not in folded:
        return
    for match in _FROM_ABROAD.finditer(folded):
        digits = "0" + _NOT_DIGIT.sub("", match[1])
        if _DIGITS.fullmatch(digits):
            yield Finding(Kind.PHONE, *match.span(), digits)


def _fits(digits: str) -> bool:
    return digits[0] == "0" and _DIGITS.fullmatch(digits) is not None


def _accepts(number: Number) -> bool:
    if len(number.shape) == 1:
        return not number.counts_something
    in_parts = len(number.shape) in {2, 3} and 2 <= number.shape[0] <= 5 and number.shape[-1] in {3, 4}
    two_parts = len(number.shape) == 2 and number.shape[1] in {6, 7, 8}
    return in_parts or (two_parts and 2 <= number.shape[0] <= 5) or number.is_spelled_out


PHONE = NumberForm(Kind.PHONE, frozenset({10, 11}), _fits, _accepts)
