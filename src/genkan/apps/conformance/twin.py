"""A twin of external apps: an honest local server that answers in every shape of the protocol, and in wrong ones, too.

It is an ASGI application. ``POST /apps/{name}`` answers as the behaviour of that name does, with a key of its own.
"""

import time
from collections.abc import Callable
from dataclasses import replace
from secrets import token_hex

from genkan.apps.conformance.behaviour import BEHAVIOURS, Given, Message, Receive, Reply, Send
from genkan.apps.conformance.heard import Heard
from genkan.apps.gennai.errors import ShapeProblem
from genkan.apps.gennai.objects import object_in

_LARGEST_BODY = 64 * 2**20


class Twin:
    """The apps of ``BEHAVIOURS``; ``heard`` is everything that was sent here.

    ``elsewhere`` is the address of another host, where misbehaving apps lead to.
    """

    def __init__(
        self, *, elsewhere: str = "http://127.0.0.1:9", timer: Callable[[], float] = time.monotonic
    ) -> None:
        self.heard: list[Heard] = []
        self.keys = {name: f"twin-{name}-{token_hex(8)}" for name in BEHAVIOURS}
        self._elsewhere = elsewhere
        self._timer = timer
        self._began = timer()
        self._looks: dict[str, int] = {}
        self._given: dict[str, Given] = {}

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            return
        heard = await self._listen(scope, receive)
        try:
            reply = self._reply(heard)
        except ShapeProblem as problem:
            reply = Reply.error(422, problem.sentence.format_map(problem.details))
        self.heard.append(replace(heard, told=reply.output))
        await reply.send(send, receive)

    def _reply(self, heard: Heard) -> Reply:
        behaviour = BEHAVIOURS.get(heard.app)
        if not heard.path.startswith("/apps/") or behaviour is None:
            return Reply.error(404, "not found")
        if heard.headers.get("x-api-key") != self.keys[heard.app]:
            return Reply.error(403, "forbidden")
        if heard.method == "GET":
            return self._look(heard)
        if heard.method != "POST":
            return Reply.error(405, "method not allowed")
        request = object_in(heard.body)
        if request is None:
            return Reply.error(400, "the body is no JSON object")
        given = Given(f"r-{len(self._given) + 1}", request, heard.path, self._elsewhere)
        self._given[given.request_id] = given
        return behaviour.answer(given)

    def _look(self, heard: Heard) -> Reply:
        """The status behind ``/apps/{name}/{request}``, one step further with each look."""
        looks = self._looks[heard.path] = self._looks.get(heard.path, -1) + 1
        told = BEHAVIOURS[heard.app].looks
        if not told:
            return Reply.error(404, "not found")
        given = self._given.get(heard.path.rpartition("/")[2])
        if given is None:
            return Reply.error(404, "not found")
        return told[min(looks, len(told) - 1)](given)

    async def _listen(self, scope: Message, receive: Receive) -> Heard:
        body = bytearray()
        more = True
        while more and len(body) <= _LARGEST_BODY:
            message = await receive()
            body += message.get("body", b"")
            more = message.get("more_body", False)
        return Heard(
            method=scope["method"],
            path=scope["path"],
            query=scope["query_string"].decode("latin-1"),
            headers={
                name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]
            },
            body=bytes(body),
            at=self._timer() - self._began,
        )
