"""The office opens accounts for vendors, hands out one-time links, and stops accounts."""

import secrets
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.governance import LINK_LIFE, Ledger, Viewer, hash_token
from genkan.kit import Clock, new_id, storable
from genkan.selection.errors import EntryProblem, TextNeeded, TextTooLong
from genkan.selection.events import VendorEvent
from genkan.selection.vendor.errors import EmailTaken, EmailUnfit, VendorInactive, VendorUnknown
from genkan.selection.vendor.store import vendors, ways_in
from genkan.selection.vendor.vendor import LONGEST_COMPANY, LONGEST_EMAIL, LONGEST_NAME, Vendor, VendorLink


@dataclass(frozen=True, slots=True)
class VendorDraft:
    """An account as it was typed."""

    company: str = ""
    name: str = ""
    email: str = ""

    @property
    def address(self) -> str:
        """The address of e-mail in one form."""
        return storable(self.email).strip().casefold()

    def faults(self) -> tuple[EntryProblem, ...]:
        """Everything that cannot be taken."""
        texts = (
            ("company", "会社名", self.company, LONGEST_COMPANY),
            ("name", "担当者の氏名", self.name, LONGEST_NAME),
        )
        needed = [TextNeeded(field=key, label=label) for key, label, text, _ in texts if not text.strip()]
        long = [
            TextTooLong(field=key, label=label, limit=limit)
            for key, label, text, limit in texts
            if len(text) > limit
        ]
        unfit = [] if is_address(self.address) else [EmailUnfit(field="email")]
        return (*needed, *long, *unfit)


class Opened(NamedTuple):
    """An account, and the path of its one-time link."""

    vendor: Vendor
    path: str


@dataclass(frozen=True, slots=True)
class Accounts:
    """Works in the transaction of the caller."""

    ledger: Ledger
    clock: Clock

    async def add(
        self, connection: AsyncConnection, organisation_id: str, draft: VendorDraft, *, actor: str
    ) -> Vendor:
        """A new account without a password. Raises an ``EntryProblem``."""
        for fault in draft.faults():
            raise fault
        vendor = Vendor(
            id=new_id(self.clock),
            organisation_id=organisation_id,
            company=storable(draft.company).strip(),
            name=storable(draft.name).strip(),
            sign_in_name=draft.address,
            active=True,
            created_at=self.clock(),
        )
        if not await vendors.add_vendor(connection, vendor):
            raise EmailTaken(field="email")
        await self._record(connection, VendorEvent.ADDED, vendor, actor=actor)
        return vendor

    async def link(self, connection: AsyncConnection, vendor: Vendor, *, actor: str) -> str:
        """The path of a new link that works once within 72 hours. Raises ``VendorInactive``."""
        if not vendor.active:
            raise VendorInactive
        now, token = self.clock(), secrets.token_urlsafe(32)
        link = VendorLink(new_id(self.clock), vendor.id, now, now + LINK_LIFE)
        await ways_in.add_link(connection, link, token_hash=hash_token(token))
        await self._record(connection, VendorEvent.LINK_MADE, vendor, actor=actor)
        return f"/apply/link/{token}"

    async def switch(
        self, connection: AsyncConnection, viewer: Viewer, vendor_id: str, *, active: bool
    ) -> None:
        """Stop an account, with which its sessions end, or let it be used again. Raises ``VendorUnknown``."""
        vendor = await self.see(connection, viewer, vendor_id)
        await vendors.set_active(connection, vendor.id, active=active)
        if not active:
            await ways_in.end_sessions(connection, vendor_id=vendor.id, now=self.clock())
        kind = VendorEvent.RESUMED if active else VendorEvent.STOPPED
        await self._record(connection, kind, vendor, actor=viewer.person.id)

    async def see(self, connection: AsyncConnection, viewer: Viewer, vendor_id: str) -> Vendor:
        """An account of the viewer's organisation. Raises ``VendorUnknown``."""
        own = viewer.organisation.id
        vendor = await vendors.find_vendor(connection, vendor_id=vendor_id, organisation_id=own)
        if vendor is None:
            raise VendorUnknown
        return vendor

    async def _record(
        self, connection: AsyncConnection, kind: VendorEvent, vendor: Vendor, *, actor: str
    ) -> None:
        await self.ledger.record(
            connection, kind, actor=actor, organisation_id=vendor.organisation_id, object_id=vendor.id
        )


def is_address(text: str) -> bool:
    """Whether a text may be an address of e-mail: one sign, a dot behind it, nothing that no address has."""
    name, sign, host = text.partition("@")
    plain = text.isascii() and text.isprintable() and not set(text) & set(' ,;:<>()[]"\\')
    return (
        bool(name and sign and "." in host.strip(".") and "@" not in host)
        and plain
        and len(text) <= LONGEST_EMAIL
    )
