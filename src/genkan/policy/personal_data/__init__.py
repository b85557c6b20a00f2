"""Personal data in a text: one detector for each kind, all over one folded text."""

from genkan.policy.personal_data.folding import Compact, compact, fold
from genkan.policy.personal_data.kind import ALL_KINDS, Finding, Kind
from genkan.policy.personal_data.my_number import my_number_is_valid
from genkan.policy.personal_data.scanning import find_personal_data, join, scan

__all__ = [
    "ALL_KINDS",
    "Compact",
    "Finding",
    "Kind",
    "compact",
    "find_personal_data",
    "fold",
    "join",
    "my_number_is_valid",
    "scan",
]
