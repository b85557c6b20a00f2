"""Where an answer comes from: passed on as it is, or rebuilt from the events of another protocol."""

from genkan.gateway.chat.reply import Reply
from genkan.providers import Document, Relayed, TakeEvents


class RelaySource:
    """An endpoint that speaks OpenAI's protocol itself."""

    __slots__ = ("_relayed", "next", "whole")

    def __init__(self, relayed: Relayed) -> None:
        self._relayed = relayed
        self.next = relayed.next
        self.whole = relayed.whole

    async def close(self) -> None:
        """End the answer, also at the endpoint."""
        self._relayed.close()


class EventSource:
    """An endpoint that speaks another protocol."""

    __slots__ = ("_reply",)

    def __init__(self, reply: Reply) -> None:
        self._reply = reply

    async def next(self, _take_events: TakeEvents | None = None) -> list[tuple[bytes, Document]]:
        """The next chunks, none at the proper end."""
        return await self._reply.next()

    async def whole(self) -> tuple[bytes, Document]:
        """The whole answer."""
        return await self._reply.whole()

    async def close(self) -> None:
        """End the answer, also at the endpoint."""
        await self._reply.close()
