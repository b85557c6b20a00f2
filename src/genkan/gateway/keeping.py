"""Keeping the texts and the places in line of answers while they are being written, many in one transaction."""

import asyncio
import logging
from collections.abc import Mapping

from genkan.gateway.live import LiveAnswers
from genkan.gateway.store import answers
from genkan.storage import Database

logger = logging.getLogger(__name__)

INTERVAL_SECONDS = 0.5
PLACES_EVERY = 3


class Keeper:
    """Twice a second: writes down what is new, and hears who asked to stop in another process.

    Places in line change with every answer that ends, so those of answers that go on waiting are written every third
    time only; that an answer is served now is written with its first words.
    """

    def __init__(self, *, database: Database, live: LiveAnswers) -> None:
        self._database = database
        self._live = live
        self._kept: dict[str, str] = {}
        self._places: dict[str, int] = {}
        self._rounds = 0

    async def keep_forever(self) -> None:
        """Run until cancelled; a database that does not answer is tried again."""
        while True:
            await asyncio.sleep(INTERVAL_SECONDS)
            try:
                await self.keep()
            except Exception:  # the operator is told by the log
                logger.exception("The texts of running answers cannot be kept and are tried again")

    async def keep(self) -> None:
        """Write down what changed since the last time."""
        texts = self._live.texts()
        changed = {key: text for key, text in texts.items() if text and self._kept.get(key) != text}
        moved = self._moved(self._live.places())
        if changed or moved:
            async with self._database.write() as connection:
                await answers.keep_places(connection, moved)
                await answers.keep_texts(connection, changed)
        self._kept = texts
        self._places = {key: place for key, place in (self._places | moved).items() if key in texts}
        self._rounds += 1
        if texts:
            await self._hear_stops(tuple(texts))

    def _moved(self, places: Mapping[str, int]) -> dict[str, int]:
        """The places to write down now: those that were never, those that are served, in their turn all that changed."""
        their_turn = self._rounds % PLACES_EVERY == 0
        return {
            key: place
            for key, place in places.items()
            if place != self._places.get(key, 0) and (their_turn or not place or key not in self._places)
        }

    async def _hear_stops(self, answer_ids: tuple[str, ...]) -> None:
        async with self._database.read() as connection:
            asked = await answers.asked_to_stop(connection, answer_ids)
        for answer_id in asked:
            live = self._live.find(answer_id)
            if live is not None and not live.stop_asked:
                live.stop()
