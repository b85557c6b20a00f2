"""Hashing and checking passwords with argon2id, away from the event loop and few at once."""

import asyncio
import unicodedata
from collections.abc import Callable
from typing import TypeVar

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from genkan.governance.errors import SignInBusy

Result = TypeVar("Result")


class Passwords:
    """The one place where passwords are hashed; one instance serves the process.

    The cost is that of RFC 9106 for small memory: 3 passes over 64 MiB in 4 lanes. ``at_once`` bounds the memory,
    ``waiting`` the queue: whoever comes after that is turned away with ``SignInBusy``.
    """

    def __init__(
        self,
        *,
        passes: int = 3,
        memory_kibibytes: int = 65536,
        lanes: int = 4,
        at_once: int = 2,
        waiting: int = 100,
    ) -> None:
        self._hasher = PasswordHasher(time_cost=passes, memory_cost=memory_kibibytes, parallelism=lanes)
        self._turns = asyncio.Semaphore(at_once)
        self._places = at_once + waiting

    async def hash(self, password: str) -> str:
        """The encoded hash, with its salt and cost."""
        return await self._in_turn(lambda: self._hasher.hash(_normal(password)))

    async def matches(self, password: str, password_hash: str | None) -> bool:
        """Whether the password has this hash; without a hash the same work is done for nothing."""
        if password_hash is None:
            await self.hash(password)
            return False
        return await self._in_turn(lambda: self._verify(password_hash, _normal(password)))

    def is_outdated(self, password_hash: str) -> bool:
        """Whether the hash was made at another cost than today's."""
        return self._hasher.check_needs_rehash(password_hash)

    async def _in_turn(self, work: Callable[[], Result]) -> Result:
        if self._places == 0:
            raise SignInBusy
        self._places -= 1
        try:
            async with self._turns:
                return await asyncio.to_thread(work)
        finally:
            self._places += 1

    def _verify(self, password_hash: str, password: bytes) -> bool:
        try:
            return self._hasher.verify(password_hash, password)
        except (VerificationError, InvalidHashError):
            return False


def _normal(password: str) -> bytes:
    """One form for what keyboards of different systems send."""
    return unicodedata.normalize("NFKC", password).encode(errors="replace")
