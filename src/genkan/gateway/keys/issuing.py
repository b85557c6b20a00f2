"""Issuing, rotating and revoking API keys: the deed and its record in one transaction."""

from dataclasses import asdict, fields, replace
from datetime import datetime, timedelta
from ipaddress import ip_network
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.gateway.errors import (
    AddressNotNetwork,
    KeyCeilingTooHigh,
    KeyEnded,
    KeyExpiryInvalid,
    KeyOwnerUnfit,
    KeyTitleMissing,
)
from genkan.gateway.events import GatewayEvent
from genkan.gateway.keys import store
from genkan.gateway.keys.key import ApiKey, KeyDraft, digest_of, new_secret, shown_part
from genkan.governance import Ledger, find_person
from genkan.kit import Clock, new_id
from genkan.storage import note_change

TOPIC = "keys"
LONGEST_LIFE = timedelta(days=400)
LONGEST_OVERLAP = timedelta(days=30)
_LONGEST_TITLE = 100


async def issue_key(
    connection: AsyncConnection,
    draft: KeyDraft,
    *,
    ledger: Ledger,
    clock: Clock,
    actor: str,
    replaces: str | None = None,
) -> tuple[ApiKey, str]:
    """Make a key and return it with its secret, which cannot be had again.

    Raises the errors under ``KeyRefused``.
    """
    await _check(connection, draft, now=clock())
    secret = new_secret()
    key = ApiKey(
        **_values(draft),
        id=new_id(clock),
        digest=digest_of(secret),
        beginning=shown_part(secret),
        created_at=clock(),
        replaces=replaces,
    )
    await store.add_key(connection, key)
    await _record(connection, key, GatewayEvent.KEY_ISSUED, ledger=ledger, actor=actor)
    return key, secret


async def rotate_key(
    connection: AsyncConnection,
    key: ApiKey,
    *,
    overlap: timedelta,
    ledger: Ledger,
    clock: Clock,
    actor: str,
) -> tuple[ApiKey, str]:
    """A key with the same rights and as long a life; the old one still works for ``overlap``.

    Raises ``KeyEnded`` where there is nothing to take over, and as :func:`issue_key`.
    """
    now = clock()
    if not key.in_force(now):
        raise KeyEnded(title=key.title)
    draft = KeyDraft(**{field.name: getattr(key, field.name) for field in fields(KeyDraft)})
    draft = replace(draft, expires_at=now + (key.expires_at - key.created_at))
    await store.end_key(connection, key.id, at=now + min(overlap, LONGEST_OVERLAP))
    return await issue_key(connection, draft, ledger=ledger, clock=clock, actor=actor, replaces=key.id)


async def revoke_key(
    connection: AsyncConnection, key: ApiKey, *, ledger: Ledger, clock: Clock, actor: str
) -> None:
    """End a key at once. Raises ``KeyEnded`` where it has ended already."""
    if not key.in_force(clock()):
        raise KeyEnded(title=key.title)
    await store.end_key(connection, key.id, at=clock())
    await _record(connection, key, GatewayEvent.KEY_REVOKED, ledger=ledger, actor=actor)


async def _check(connection: AsyncConnection, draft: KeyDraft, *, now: datetime) -> None:
    if not 0 < len(draft.title.strip()) <= _LONGEST_TITLE:
        raise KeyTitleMissing
    if not now < draft.expires_at <= now + LONGEST_LIFE:
        raise KeyExpiryInvalid(days=LONGEST_LIFE.days)
    if draft.information_class > draft.ceiling:
        raise KeyCeilingTooHigh
    for address in draft.addresses:
        _check_network(address)
    owner = await find_person(connection, person_id=draft.owner_id)
    if owner is None or not owner.active or owner.organisation_id != draft.organisation_id:
        raise KeyOwnerUnfit


def _check_network(address: str) -> None:
    try:
        ip_network(address)
    except ValueError as error:
        raise AddressNotNetwork(address=address) from error


def _values(draft: KeyDraft) -> dict[str, Any]:
    return {**asdict(draft), "title": draft.title.strip()}


async def _record(
    connection: AsyncConnection, key: ApiKey, event: GatewayEvent, *, ledger: Ledger, actor: str
) -> None:
    """Record the deed with what the key opens, and let every process learn of it."""
    await ledger.record(
        connection,
        event,
        actor=actor,
        organisation_id=key.organisation_id,
        object_id=key.id,
        details={
            "app": key.app,
            "models": list(key.models),
            "ceiling": int(key.ceiling),
            "may_read": key.may_read,
            "expires_at": key.expires_at.isoformat(),
            "replaces": key.replaces,
        },
    )
    await note_change(connection, TOPIC)
