"""My Number (個人番号): twelve digits that end in their check digit, however they are grouped."""

from operator import mul

from genkan.policy.personal_data.kind import Kind
from genkan.policy.personal_data.numbers import Number, NumberForm

_WEIGHTS = (6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2)
_CENTURIES = ("19", "20")
_BOOKS = ("978", "979")
_TIME_OF_DAY = (4, 2, 2, 2, 2)


def my_number_is_valid(digits: str) -> bool:
    """Whether 12 digits end in their check digit (平成26年総務省令第85号第5条)."""
    remainder = sum(map(mul, map(int, digits[:11]), _WEIGHTS)) % 11
    return int(digits[11]) == (0 if remainder <= 1 else 11 - remainder)


def _accepts(number: Number) -> bool:
    is_moment = number.shape == _TIME_OF_DAY and number.digits[:2] in _CENTURIES
    is_dialled = number.before.endswith("+")
    is_book = number.shape[0] == 3 and number.digits.startswith(_BOOKS)
    return not (is_moment or is_dialled or is_book)


MY_NUMBER = NumberForm(Kind.MY_NUMBER, frozenset({12}), my_number_is_valid, _accepts)
