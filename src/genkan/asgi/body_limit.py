"""A bound on what a request may carry, so that nobody fills the memory."""

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from genkan.asgi.errors import BodyTooLarge

LIMIT_BYTES = 32 * 1024 * 1024


class BodyLimit:
    """ASGI middleware that raises :class:`BodyTooLarge` once a body is larger than the limit, declared or not."""

    def __init__(self, app: ASGIApp, *, limit: int = LIMIT_BYTES) -> None:
        self._app = app
        self._limit = limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        received = 0

        async def receive_within_limit() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            if received > self._limit:
                raise BodyTooLarge(limit=self._limit // 1024 // 1024)
            return message

        await self._app(scope, receive_within_limit, send)
