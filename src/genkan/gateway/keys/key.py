"""An API key: what it opens, for whom, from where and until when."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network

from genkan.catalogue import InformationClass

BEGINNING = "genkan-"
_SHOWN = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyDraft:
    """What an administrator states about a key.

    ``models`` are public model names and ``addresses`` networks in CIDR form; empty means all.
    ``information_class`` is what a request is taken to hold that says nothing, ``ceiling`` the highest it may say.
    ``may_read``: it also opens the regulations that all people of the organisation may read, up to the ceiling.
    """

    title: str
    organisation_id: str
    owner_id: str
    expires_at: datetime
    app: str = ""
    models: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    information_class: InformationClass = InformationClass.ONE
    ceiling: InformationClass = InformationClass.ONE
    may_read: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiKey(KeyDraft):
    """A key as it stands in the records; the secret itself is nowhere.

    ``beginning`` is the part of the secret that people may see; ``replaces`` the key that it takes over from.
    """

    id: str
    digest: str
    beginning: str
    created_at: datetime
    revoked_at: datetime | None = None
    replaces: str | None = None

    def in_force(self, now: datetime) -> bool:
        """Whether the key opens anything at ``now``."""
        return now < self.expires_at and (self.revoked_at is None or now < self.revoked_at)

    def networks(self) -> tuple[IPv4Network | IPv6Network, ...]:
        """The networks from which the key may be used."""
        return tuple(ip_network(address) for address in self.addresses)

    def may_come_from(self, address: str) -> bool:
        """Whether the key may be used from this address; an address that is none may not."""
        if not self.addresses:
            return True
        try:
            known = ip_address(address)
        except ValueError:
            return False
        known = getattr(known, "ipv4_mapped", None) or known
        return any(known in network for network in self.networks())


def new_secret() -> str:
    """A new secret, to be shown once."""
    return BEGINNING + secrets.token_urlsafe(32)


def shown_part(secret: str) -> str:
    """The part of the secret by which people recognise the key."""
    return secret[:_SHOWN]


def digest_of(secret: str) -> str:
    """What is stored in place of the secret: it has 256 random bits, so a fast hash is enough."""
    return hashlib.sha256(secret.encode(errors="replace")).hexdigest()
