"""The code that opens the page of a citizen's inquiry: twelve letters that nobody takes for one another."""

import hashlib
import hmac
import secrets
import unicodedata
from dataclasses import dataclass

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
_LENGTH = 12
_GROUP = 4
# About ten milliseconds and four megabytes a try; with 60 bits of chance in a code that is beyond any guessing.
_COST = 4096


@dataclass(frozen=True)
class KeptCode:
    """A code as it is kept: it can be compared, and not read."""

    salt: str
    code_hash: str

    def fits(self, typed: str) -> bool:
        """Whether this code was typed; it takes the same time for every code of the right shape or the wrong one."""
        found = _hash(_plain(typed), self.salt)
        return hmac.compare_digest(found, self.code_hash) and bool(self.code_hash)


# What is compared where there is no such number, so that the answer takes as long.
NOBODYS = KeptCode("0" * 32, "0" * 64)


def new_code() -> str:
    """A code as citizens read it, 「7K2M-Q9XA-3BTC」."""
    letters = "".join(secrets.choice(ALPHABET) for _ in range(_LENGTH))
    return "-".join(letters[place : place + _GROUP] for place in range(0, _LENGTH, _GROUP))


def keep(code: str) -> KeptCode:
    """The code as it is kept."""
    salt = secrets.token_hex(16)
    return KeptCode(salt, _hash(_plain(code), salt))


def _plain(typed: str) -> str:
    """What was typed as the code was given: full-width and small letters count as the same, signs between do not."""
    letters = unicodedata.normalize("NFKC", typed).upper()
    return "".join(letter for letter in letters if letter in ALPHABET)[: _LENGTH + 1]


def _hash(code: str, salt: str) -> str:
    return hashlib.scrypt(code.encode(), salt=salt.encode(), n=_COST, r=8, p=1, dklen=32).hex()
