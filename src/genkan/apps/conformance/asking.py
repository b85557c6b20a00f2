"""Asking the app that is checked, as the reference host would."""

import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from uuid import uuid4

from genkan.apps.conformance.samples import sample_of
from genkan.apps.form.field import Field, FieldKind, Form
from genkan.apps.gennai.conversation import Turn
from genkan.apps.gennai.objects import as_object
from genkan.apps.gennai.request import write_request
from genkan.fetch import Exchange, Fetched, Request

USER = "conformance-0000"
_NOTHING: Mapping[str, object] = {}
_FREE = Form((Field(key="input", kind=FieldKind.TEXTAREA, title="入力"),))


@dataclass(frozen=True)
class Target:
    """The app that is checked: where it is, its key, its form, and values that were given for it.

    Without a form it gets one text under the key ``input``, unless other values are given.
    """

    endpoint: str
    key: str = ""
    form: Form = _FREE
    values: Mapping[str, str] = field(default_factory=dict[str, str])


@dataclass(frozen=True)
class Asking:
    """Sends to the app; ``pause`` waits between two looks at a status, and ``allowed`` is as of ``Exchange``."""

    target: Target
    exchange: Exchange
    pause: Callable[[float], Awaitable[object]]
    allowed: bool = False

    async def ask(
        self,
        extra: Mapping[str, object] = _NOTHING,
        *,
        turns: tuple[Turn, ...] = (),
        with_files: bool = False,
    ) -> Fetched:
        """The answer to a request of the protocol; ``extra`` inputs stand beside, or in the place of, those of the form."""
        return await self.send(self.body(extra, turns=turns, with_files=with_files))

    def body(
        self,
        extra: Mapping[str, object] = _NOTHING,
        *,
        turns: tuple[Turn, ...] = (),
        with_files: bool = False,
    ) -> bytes:
        """Such a request."""
        filled = sample_of(self.target.form, self.target.values, with_files=with_files)
        request = write_request(self.target.form, filled, session_id=str(uuid4()), turns=turns)
        inputs = {**filled.values, **(as_object(request["inputs"]) or {}), **extra}
        return json.dumps({**request, "inputs": inputs}, ensure_ascii=False).encode()

    async def send(self, body: bytes, *, key: str | None = None) -> Fetched:
        """The answer to any body; ``key`` in the place of the app's own."""
        headers = {"Content-Type": "application/json", "x-user-id": USER, **self._key(key)}
        request = Request(self.target.endpoint, headers=headers, method="POST", body=body, may_repeat=False)
        return await self.exchange.send(request, allowed=self.allowed)

    async def look(self, address: str) -> Fetched:
        """What stands behind a status address."""
        return await self.exchange.get(address, headers=self._key(None), allowed=self.allowed)

    def _key(self, key: str | None) -> dict[str, str]:
        sent = self.target.key if key is None else key
        return {"x-api-key": sent} if sent else {}
