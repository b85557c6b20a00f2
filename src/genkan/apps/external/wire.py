"""Speaking to an external app: its own key to its own host, one request, one answer, and an error for each way to fail."""

import json
from dataclasses import dataclass
from urllib.parse import urlsplit

from genkan.apps.external.app import ExternalApp
from genkan.apps.external.call_errors import (
    AppLedElsewhere,
    AppMoved,
    AppNotReached,
    AppNotSafe,
    AppSaidTooMuch,
    AppSilent,
    KeyUnreadable,
    RequestTooLarge,
)
from genkan.apps.external.registering import bond_of
from genkan.apps.external.store.apps import sealed_key
from genkan.apps.external.store.hosts import is_allowed
from genkan.apps.external.vault import Vault
from genkan.apps.gennai.origin import origin_of
from genkan.fetch import (
    AddressNotAllowed,
    AddressNotSafe,
    Exchange,
    Fetched,
    Limits,
    NotReached,
    RedirectedElsewhere,
    Request,
    TooMuchSent,
)
from genkan.storage import Database

PATIENCE = Limits(megabytes=20, seconds=180.0)
_MEGABYTE = 2**20


@dataclass(frozen=True, slots=True)
class Wire:
    """Sends to registered apps; ``limits`` are those with which ``exchange`` was made."""

    database: Database
    exchange: Exchange
    vault: Vault
    limits: Limits = PATIENCE

    async def post(self, app: ExternalApp, body: bytes, *, person_id: str) -> Fetched:
        """The answer to a request, whatever its status. Raises the errors under ``CallProblem``."""
        headers = {"Content-Type": "application/json", "Accept": "application/json"}
        headers["x-user-id"] = self.vault.pseudonym(person_id, towards=app.id)
        request = Request(
            app.registration.endpoint, headers=headers, method="POST", body=body, may_repeat=False
        )
        return await self._send(app, request)

    async def get(self, app: ExternalApp, address: str) -> Fetched:
        """What stands behind a status address of the app. Raises the errors under ``CallProblem``.

        The key of the app as it stands now goes to the host of the app as it stands now, and to no earlier one.
        """
        if origin_of(address) != origin_of(app.registration.endpoint):
            raise AppMoved(title=app.title)
        return await self._send(app, Request(address, headers={"Accept": "application/json"}))

    async def _send(self, app: ExternalApp, request: Request) -> Fetched:
        host = urlsplit(request.address).hostname or ""
        async with self.database.read() as connection:
            allowed = await is_allowed(connection, app.organisation_id, host)
            sealed = await sealed_key(connection, app.id)
        if sealed:
            key = self.vault.unseal(sealed, bound_to=bond_of(app))
            if key is None:
                raise KeyUnreadable(title=app.title)
            request = Request(
                request.address,
                headers={**request.headers, "x-api-key": key},
                method=request.method,
                body=request.body,
                may_repeat=False,
            )
        return await self._exchanged(app, request, host=host, allowed=allowed)

    async def _exchanged(self, app: ExternalApp, request: Request, *, host: str, allowed: bool) -> Fetched:
        about: dict[str, object] = {"title": app.title, "host": host}
        try:
            return await self.exchange.send(request, allowed=allowed)
        except (AddressNotAllowed, AddressNotSafe) as problem:
            raise AppNotSafe(**about) from problem
        except RedirectedElsewhere as problem:
            raise AppLedElsewhere(**about) from problem
        except TooMuchSent as problem:
            raise AppSaidTooMuch(title=app.title, megabytes=self.limits.megabytes) from problem
        except NotReached as problem:
            if isinstance(problem.__cause__, TimeoutError):
                raise AppSilent(**about, seconds=f"{self.limits.seconds:g}") from problem
            raise AppNotReached(**about) from problem


def body_of(app: ExternalApp, request: dict[str, object]) -> bytes:
    """The request as it travels. Raises ``RequestTooLarge``."""
    body = json.dumps(request, ensure_ascii=False, separators=(",", ":")).encode()
    limit = app.registration.largest_payload
    if len(body) > limit:
        raise RequestTooLarge(size=f"{len(body) / _MEGABYTE:.1f}", limit=f"{limit / _MEGABYTE:g}")
    return body
