"""Persons under other names (仮名化): the same person has the same name in one pack, and another in every other."""

import hashlib
import hmac
import secrets

KEY_BYTES = 32
_DIGITS = 20


def new_key() -> bytes:
    """A random key; whoever destroys it makes sure that nobody finds the persons again from the rows."""
    return secrets.token_bytes(KEY_BYTES)


class Pseudonyms:
    """Names by HMAC-SHA-256 under one key: 80 bits, so that 180,000 persons never meet under one name."""

    def __init__(self, key: bytes) -> None:
        self._key = key
        self._known: dict[str, str] = {}

    def person(self, person_id: str) -> str:
        """The name of somebody who takes part."""
        if person_id not in self._known:
            self._known[person_id] = "p" + self._digits(f"person\n{person_id}")
        return self._known[person_id]

    def marker(self, person_id: str) -> str:
        """The name of an expert, which is not the one that the same person has when taking part."""
        return "m" + self._digits(f"marker\n{person_id}")

    def conversation(self, conversation_id: str) -> str:
        """The name of a conversation; empty where there is none."""
        return "c" + self._digits(f"conversation\n{conversation_id}") if conversation_id else ""

    def _digits(self, text: str) -> str:
        return hmac.new(self._key, text.encode(), hashlib.sha256).hexdigest()[:_DIGITS]


class ToldNames(Pseudonyms):
    """Names that were given already: persons come under them, and those of conversations were told."""

    def __init__(self) -> None:
        super().__init__(b"")
        self._told: dict[str, str] = {}
        self._taken: dict[str, str] = {}

    def tell(self, conversation_id: str, name: str) -> bool:
        """The name of a conversation; False where it has another, or another one has it."""
        is_own = self._told.setdefault(conversation_id, name) == name
        return is_own and self._taken.setdefault(name, conversation_id) == conversation_id

    def person(self, person_id: str) -> str:
        """The name that is there."""
        return person_id

    def marker(self, person_id: str) -> str:
        """The name that is there."""
        return person_id

    def conversation(self, conversation_id: str) -> str:
        """The name that was told."""
        return self._told.get(conversation_id, "")
