"""Vendors' staff (提供会社の関係者): entries of the office's list, and who is meant by them.

An entry is a sign-in name, or a domain such as 「@example.co.jp」, which means every sign-in name under it.
"""

import re
import secrets
from dataclasses import dataclass
from datetime import datetime
from unicodedata import normalize

from genkan.kit import digest
from genkan.trial.protocol.errors import VendorsStaffUnfit

LONGEST_ENTRY = 120
MOST_ENTRIES = 5000
_SALT_BYTES = 16
_BETWEEN = re.compile(r"[\s,、]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class VendorsList:
    """A list as it was declared; the first belongs to the protocol, later ones add to it.

    ``digest`` is the SHA-256 of the salt and the sorted entries, so that the protocol can hold it and tell nobody.
    """

    trial_id: str
    number: int
    salt: str
    digest: str
    reason: str
    made_by: str
    made_at: datetime


def entries_of(text: str) -> tuple[str, ...]:
    """The entries in what was typed, one a line or with commas, sorted. Raises ``VendorsStaffUnfit``."""
    found = sorted({each.lower() for each in _BETWEEN.split(normalize("NFKC", text)) if each})
    if len(found) > MOST_ENTRIES or any(len(each) > LONGEST_ENTRY for each in found):
        raise VendorsStaffUnfit(most=f"{MOST_ENTRIES:,}", longest=LONGEST_ENTRY)
    return tuple(found)


def entries_that_mean(sign_in_name: str) -> tuple[str, ...]:
    """The entries that would mean a person: the name, its domain, and every domain above it."""
    _, _, domain = sign_in_name.partition("@")
    parts = domain.split(".") if domain else []
    return (sign_in_name, *("@" + ".".join(parts[at:]) for at in range(len(parts))))


def new_salt() -> str:
    """A random salt."""
    return secrets.token_hex(_SALT_BYTES)


def list_digest(salt: str, entries: tuple[str, ...]) -> str:
    """The digest of a list."""
    return digest("\n".join((salt, *entries)))
