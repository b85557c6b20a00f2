"""The seal (封印): a document that two shares together open, and none alone.

The document is encrypted with ChaCha20-Poly1305 under a random key. For every two custodians the key is split anew into two
halves by XOR, each of which alone is random; each half is wrapped for the public key of one custodian (X25519 of an ephemeral
key, HKDF-SHA-256, ChaCha20-Poly1305 under a key that is used once), as age wraps its file keys. So any two of three custodians
open it, and halves of different pairs tell nothing together. Everything is bound to the test and its record, so that nothing
can be moved from one test to another. Nobody who seals learns a share, and no half is ever kept in clear: what the first
custodian brings waits for each of the others wrapped for that one.
"""

import secrets
from base64 import b64decode, b64encode
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import NamedTuple

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from genkan.evaluation.exam.errors import SealBroken, ShareWrong

_KEY, _NONCE = 32, 12
_ONCE = bytes(_NONCE)


@dataclass(frozen=True, slots=True)
class Wrapped:
    """A half of the key for one public key; both parts in base64."""

    ephemeral: str
    content: str


@dataclass(frozen=True, slots=True)
class Envelope:
    """The sealed document: two wrapped halves for every pair of custodians, and its nonce and ciphertext in base64.

    The pairs stand in the order of :func:`halves_at`: of three custodians the halves of 1 and 2, of 1 and 3, of 2 and 3.
    """

    halves: tuple[Wrapped, ...]
    nonce: str
    content: str


@dataclass(frozen=True, slots=True)
class KeyPair:
    """``private`` is the share, which its custodian alone keeps; ``public`` is kept here, as 64 hexadecimal digits."""

    private: bytes
    public: str


def new_key_pair() -> KeyPair:
    """A fresh share with its public key."""
    private = X25519PrivateKey.generate()
    return KeyPair(private.private_bytes_raw(), private.public_key().public_bytes_raw().hex())


def public_of(private: bytes) -> str:
    """The public key of a share."""
    return X25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw().hex()


class Half(NamedTuple):
    """The half that the custodian at ``own`` holds for the pair with the one at ``other``, and where the envelope has it."""

    own: int
    other: int
    number: int


def halves_at(place: int, *, custodians: int) -> tuple[Half, ...]:
    """The halves of the custodian at a place from 1: one for each of the others."""
    return tuple(half for half in _halves(custodians) if half.own == place)


def _halves(custodians: int) -> Iterator[Half]:
    for number, (low, high) in enumerate(combinations(range(1, custodians + 1), 2)):
        yield Half(low, high, 2 * number)
        yield Half(high, low, 2 * number + 1)


def seal(document: str, publics: Sequence[str], *, bound_to: str) -> Envelope:
    """Encrypt a document so that the shares of two of the public keys are needed to read it; these are at least two."""
    key, nonce = secrets.token_bytes(_KEY), secrets.token_bytes(_NONCE)
    content = ChaCha20Poly1305(key).encrypt(nonce, document.encode(), bound_to.encode())
    wrapped: list[Wrapped] = []
    for low, high in combinations(publics, 2):
        first = secrets.token_bytes(_KEY)
        wrapped += [wrap(first, low, bound_to=bound_to), wrap(_xor(key, first), high, bound_to=bound_to)]
    return Envelope(tuple(wrapped), _text(nonce), _text(content))


def open_seal(envelope: Envelope, halves: tuple[bytes, bytes], *, bound_to: str) -> str:
    """The document. Raises ``SealBroken`` where the halves, the ciphertext or what it is bound to were altered."""
    key = _xor(*halves)
    try:
        content = ChaCha20Poly1305(key).decrypt(
            b64decode(envelope.nonce), b64decode(envelope.content), bound_to.encode()
        )
    except (InvalidTag, ValueError) as error:
        raise SealBroken from error
    return content.decode()


def wrap(half: bytes, public: str, *, bound_to: str) -> Wrapped:
    """A half that only the share of this public key unwraps."""
    ephemeral = X25519PrivateKey.generate()
    own = ephemeral.public_key().public_bytes_raw()
    recipient = bytes.fromhex(public)
    shared = ephemeral.exchange(X25519PublicKey.from_public_bytes(recipient))
    content = ChaCha20Poly1305(_derived(shared, own + recipient)).encrypt(_ONCE, half, bound_to.encode())
    return Wrapped(_text(own), _text(content))


def unwrap(wrapped: Wrapped, private: bytes, *, bound_to: str) -> bytes:
    """The half. Raises ``ShareWrong`` where it was wrapped for another share or for something else."""
    own = X25519PrivateKey.from_private_bytes(private)
    try:
        ephemeral = b64decode(wrapped.ephemeral)
        shared = own.exchange(X25519PublicKey.from_public_bytes(ephemeral))
        key = _derived(shared, ephemeral + own.public_key().public_bytes_raw())
        return ChaCha20Poly1305(key).decrypt(_ONCE, b64decode(wrapped.content), bound_to.encode())
    except (InvalidTag, ValueError) as error:
        raise ShareWrong from error


def _derived(shared: bytes, salt: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=_KEY, salt=salt, info=b"genkan exam share").derive(shared)


def _xor(one: bytes, other: bytes) -> bytes:
    return bytes(left ^ right for left, right in zip(one, other, strict=True))


def _text(content: bytes) -> str:
    return b64encode(content).decode("ascii")
