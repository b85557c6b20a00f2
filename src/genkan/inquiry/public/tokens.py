"""What a page of the public form carries from one request to the next: sealed, bound to its form, and good for a while."""

import secrets
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

import msgspec

from genkan.apps import Vault
from genkan.kit import Clock


class Purpose(StrEnum):
    """What a token is good for."""

    LETTER = "letter"
    PAGE = "page"


LIVES = {Purpose.LETTER: timedelta(hours=24), Purpose.PAGE: timedelta(minutes=30)}


class _Sealed(msgspec.Struct):
    value: str
    until: float


@dataclass(frozen=True, slots=True)
class Tokens:
    """Makes and reads tokens without keeping any: whatever process made one, every other reads it."""

    vault: Vault
    clock: Clock

    def letter_token(self, organisation_id: str) -> str:
        """A token for one form that is filled in; a form that is sent twice carries the same."""
        return self._seal(Purpose.LETTER, organisation_id, secrets.token_hex(16))

    def page_token(self, organisation_id: str, case_id: str) -> str:
        """A token that opens the page of one case."""
        return self._seal(Purpose.PAGE, organisation_id, case_id)

    def read(self, purpose: Purpose, organisation_id: str, token: str) -> str | None:
        """What a token holds: a number used once, or the id of a case; None where it is none, or too old."""
        opened = self.vault.unseal(token, bound_to=_bound(purpose, organisation_id))
        if opened is None:
            return None
        sealed = msgspec.json.decode(opened, type=_Sealed)
        return sealed.value if self.clock().timestamp() < sealed.until else None

    def name_of(self, key: str, *, purpose: str) -> str:
        """A name under which tries are counted, from which nobody reads whose they were."""
        return self.vault.pseudonym(key, towards=f"ask {purpose}")

    def _seal(self, purpose: Purpose, organisation_id: str, value: str) -> str:
        sealed = _Sealed(value, (self.clock() + LIVES[purpose]).timestamp())
        content = msgspec.json.encode(sealed).decode()
        return self.vault.seal(content, bound_to=_bound(purpose, organisation_id))


def _bound(purpose: Purpose, organisation_id: str) -> str:
    return f"ask {purpose} {organisation_id}"
