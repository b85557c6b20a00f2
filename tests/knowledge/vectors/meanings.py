"""A real server of embeddings whose vectors carry meaning: pairs of characters, after words of one meaning became one."""

import zlib
from dataclasses import dataclass, field
from itertools import pairwise
from math import sqrt
from typing import Any, ClassVar

from aiohttp import web

from tests.knowledge.model_server import ModelServer

SAME = {"ピヨ丸": "被服", "モコモコ": "旅費", "ふわふわ": "休暇"}


def meaning(text: str, *, dimensions: int) -> list[float]:
    """A vector of length one; texts that share pairs of characters are near to one another."""
    for word, other in SAME.items():
        text = text.replace(word, other)
    numbers = [0.0] * dimensions
    for pair in pairwise(text):
        code = zlib.crc32("".join(pair).encode())
        numbers[code % dimensions] += 1.0 if code & 1 << 16 else -1.0
    length = sqrt(sum(number * number for number in numbers)) or 1.0
    return [number / length for number in numbers]


@dataclass(kw_only=True)
class MeaningServer(ModelServer):
    """``texts`` are all that it was given; to one that holds the words ``deaf_to`` it gives a vector of zeros."""

    path: ClassVar[str] = "/embeddings"
    model: ClassVar[str] = "meaning"

    dimensions: int = 256
    texts: list[str] = field(default_factory=list[str])
    deaf_to: str = ""

    async def answer(self, request: web.Request, body: dict[str, Any]) -> web.StreamResponse:
        """A vector for each text."""
        self.texts += body["input"]
        dimensions = body.get("dimensions") or self.dimensions
        data = [
            {"index": number, "embedding": self._vector(text, dimensions)}
            for number, text in enumerate(body["input"])
        ]
        used = sum(map(len, body["input"]))
        return web.json_response({"object": "list", "data": data, "usage": {"prompt_tokens": used}})

    def _vector(self, text: str, dimensions: int) -> list[float]:
        is_deaf = self.deaf_to and self.deaf_to in text
        return [0.0] * dimensions if is_deaf else meaning(text, dimensions=dimensions)
