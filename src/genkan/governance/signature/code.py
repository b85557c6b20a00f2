"""The code by which a person proves a signature: long enough that nobody guesses it, short enough to be typed."""

import secrets
import unicodedata
from datetime import timedelta

from genkan.governance.viewing import hash_token

CODE_LIFE = timedelta(minutes=10)
REQUEST_LIFE = timedelta(hours=24)
# Without 0, 1, I, L, O and U, which are misread.
_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
_GROUPS, _GROUP = 4, 4


def new_code() -> str:
    """Sixteen letters and digits in groups of four (78 bits), such as ``7KQ2-…``."""
    groups = ("".join(secrets.choice(_LETTERS) for _ in range(_GROUP)) for _ in range(_GROUPS))
    return "-".join(groups)


def hash_code(typed: str) -> str:
    """What is stored of a code, whatever its width, case, spaces and dashes."""
    plain = unicodedata.normalize("NFKC", typed).upper()
    return hash_token("".join(letter for letter in plain if letter in _LETTERS))
