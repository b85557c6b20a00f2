"""Registering an external app and changing it: each deed with its record, in one transaction."""

from dataclasses import dataclass, replace

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.apps.external.app import AppState, ExternalApp, Facts
from genkan.apps.external.errors import NameTaken
from genkan.apps.external.events import ExternalEvent
from genkan.apps.external.fitness import check_facts, check_key, check_name, check_registration, host_in
from genkan.apps.external.store import apps, hosts
from genkan.apps.external.vault import Vault
from genkan.apps.gennai.origin import origin_of
from genkan.apps.gennai.registration import Registration
from genkan.gateway import introduce_app, is_everywhere
from genkan.governance import Ledger
from genkan.kit import Clock, new_id


@dataclass(frozen=True, slots=True)
class Registry:
    """Does the deeds of administrators; ``actor`` is a person's id, as in the ledger."""

    ledger: Ledger
    clock: Clock
    vault: Vault

    async def register(
        self,
        connection: AsyncConnection,
        registration: Registration,
        *,
        name: str,
        facts: Facts,
        organisation_id: str,
        actor: str,
    ) -> ExternalApp:
        """A new draft, without a key. Raises the errors under ``RegistrationRefused``."""
        check_name(name)
        if await apps.name_is_taken(connection, name) or await is_everywhere(connection, name):
            raise NameTaken(name=name)
        now = self.clock()
        app = ExternalApp(
            id=new_id(self.clock),
            organisation_id=organisation_id,
            name=name,
            state=AppState.DRAFT,
            registration=registration,
            facts=facts,
            has_key=False,
            created_at=now,
            updated_at=now,
        )
        await self._check(connection, app)
        if not await apps.add_app(connection, app):
            raise NameTaken(name=name)
        await introduce_app(connection, organisation_id, name, title=app.title)
        await self._record(connection, ExternalEvent.REGISTERED, app, actor=actor)
        return app

    async def change(
        self,
        connection: AsyncConnection,
        app: ExternalApp,
        *,
        registration: Registration,
        facts: Facts,
        actor: str,
    ) -> ExternalApp:
        """The app with other facts; its key is forgotten where it would go to another host from now on.

        Raises the errors under ``RegistrationRefused``.
        """
        moved = origin_of(registration.endpoint) != origin_of(app.registration.endpoint)
        changed = replace(app, registration=registration, facts=facts, updated_at=self.clock())
        await self._check(connection, changed)
        await apps.change_app(connection, changed)
        await introduce_app(connection, app.organisation_id, app.name, title=changed.title)
        await self._record(connection, ExternalEvent.CHANGED, changed, actor=actor)
        if moved and app.has_key:
            return await self.remove_key(connection, changed, actor=actor)
        return changed

    async def set_key(
        self, connection: AsyncConnection, app: ExternalApp, key: str, *, actor: str
    ) -> ExternalApp:
        """Keep the key sealed for this app and its host. Raises ``KeyUnfit``."""
        sealed = self.vault.seal(check_key(key), bound_to=bond_of(app))
        await apps.keep_key(connection, app.id, sealed)
        await self._record(connection, ExternalEvent.KEY_SET, app, actor=actor)
        return replace(app, has_key=True)

    async def remove_key(self, connection: AsyncConnection, app: ExternalApp, *, actor: str) -> ExternalApp:
        """Forget the key."""
        await apps.keep_key(connection, app.id, "")
        await self._record(connection, ExternalEvent.KEY_REMOVED, app, actor=actor)
        return replace(app, has_key=False)

    async def publish(self, connection: AsyncConnection, app: ExternalApp, *, actor: str) -> ExternalApp:
        """Offer the app to the staff of the organisation. Raises ``EndpointNotAllowed``."""
        await self._check(connection, app)
        return await self._move(connection, app, AppState.PUBLISHED, ExternalEvent.PUBLISHED, actor=actor)

    async def withdraw(self, connection: AsyncConnection, app: ExternalApp, *, actor: str) -> ExternalApp:
        """Offer the app no more; what the other side works on already is still waited for."""
        return await self._move(connection, app, AppState.WITHDRAWN, ExternalEvent.WITHDRAWN, actor=actor)

    async def note_trial(self, connection: AsyncConnection, app: ExternalApp, *, actor: str) -> None:
        """Record that an administrator is about to try the app."""
        await self._record(connection, ExternalEvent.TRIED, app, actor=actor)

    async def _check(self, connection: AsyncConnection, app: ExternalApp) -> None:
        check_facts(app.facts)
        host = host_in(app.registration.endpoint)
        allowed = await hosts.is_allowed(connection, app.organisation_id, host)
        check_registration(app.registration, allowed=allowed)

    async def _move(
        self,
        connection: AsyncConnection,
        app: ExternalApp,
        state: AppState,
        event: ExternalEvent,
        *,
        actor: str,
    ) -> ExternalApp:
        moved = replace(app, state=state, updated_at=self.clock())
        await apps.change_app(connection, moved)
        await self._record(connection, event, moved, actor=actor)
        return moved

    async def _record(
        self, connection: AsyncConnection, event: ExternalEvent, app: ExternalApp, *, actor: str
    ) -> None:
        await self.ledger.record(
            connection,
            event,
            actor=actor,
            organisation_id=app.organisation_id,
            object_id=app.id,
            details={"state": app.state, "ceiling": int(app.facts.ceiling)},
        )


def bond_of(app: ExternalApp) -> str:
    """What a key is sealed for: this app on this host, so that no other can be sent it."""
    return f"{app.id}\n{origin_of(app.registration.endpoint)}"
