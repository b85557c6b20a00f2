"""The secret of the installation: it seals keys that were typed in, and gives people their pseudonyms."""

import hashlib
import hmac
import os
import secrets
from base64 import b64decode, b64encode
from collections.abc import Callable
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_FILE = "apps.secret"
_NONCE = 12
_LONGEST_PSEUDONYM = 32


class Vault:
    """Seals with one secret; the same secret on every machine opens what another sealed.

    ``secret`` is asked for once, when the first key or name is wanted.
    """

    def __init__(self, secret: Callable[[], str]) -> None:
        self._secret = secret

    def seal(self, key: str, *, bound_to: str) -> str:
        """The key as it is kept; it can be opened for the same ``bound_to`` only."""
        nonce = secrets.token_bytes(_NONCE)
        sealed = self._cipher.encrypt(nonce, key.encode(), bound_to.encode())
        return b64encode(nonce + sealed).decode("ascii")

    def unseal(self, sealed: str, *, bound_to: str) -> str | None:
        """The key; ``None`` where it was sealed with another secret or for something else."""
        try:
            content = b64decode(sealed, validate=True)
            opened = self._cipher.decrypt(content[:_NONCE], content[_NONCE:], bound_to.encode())
        except (ValueError, InvalidTag):
            return None
        return opened.decode()

    def pseudonym(self, person_id: str, *, towards: str) -> str:
        """A name for a person that is always the same towards one app, and tells two apps nothing in common."""
        return self._named(person_id, towards).hex()[:_LONGEST_PSEUDONYM]

    def session(self, session_id: str, *, towards: str) -> str:
        """The name of a conversation towards one app: a UUID of version 4, which tells nothing of when it began."""
        return str(UUID(bytes=self._named(f"session {session_id}", towards)[:16], version=4))

    def _named(self, name: str, towards: str) -> bytes:
        return hmac.digest(self._derived("pseudonym"), f"{towards}\n{name}".encode(), hashlib.sha256)

    @cached_property
    def _cipher(self) -> AESGCM:
        return AESGCM(self._derived("seal"))

    @cached_property
    def _known_secret(self) -> bytes:
        return self._secret().encode()

    def _derived(self, use: str) -> bytes:
        return hmac.digest(self._known_secret, f"genkan apps {use}".encode(), hashlib.sha256)


def open_vault(folder: Path, *, secret: str = "") -> Vault:
    """The vault of an installation; where no ``secret`` is given, with one that is made once and kept in ``folder``."""
    return Vault(lambda: secret or _kept_secret(folder / _FILE))


def _kept_secret(path: Path) -> str:
    """The secret in the file; two processes that make it at once agree on one."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f"{_FILE}.{secrets.token_hex(8)}")
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_hex(32))
        with suppress(FileExistsError):
            path.hardlink_to(draft)
        draft.unlink()
    return path.read_text()
