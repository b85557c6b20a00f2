"""Keeping the texts of answers while they are being written, many in one transaction."""

import asyncio
import logging

from genkan.gateway.live import LiveAnswers
from genkan.gateway.store import answers
from genkan.storage import Database

logger = logging.getLogger(__name__)

INTERVAL_SECONDS = 0.5


class Keeper:
    """Twice a second: writes down what is new, and hears who asked to stop in another process."""

    def __init__(self, *, database: Database, live: LiveAnswers) -> None:
        self._database = database
        self._live = live
        self._kept: dict[str, str] = {}

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
        if changed:
            async with self._database.write() as connection:
                await answers.keep_texts(connection, changed)
        self._kept = texts
        if texts:
            await self._hear_stops(tuple(texts))

    async def _hear_stops(self, answer_ids: tuple[str, ...]) -> None:
        async with self._database.read() as connection:
            asked = await answers.asked_to_stop(connection, answer_ids)
        for answer_id in asked:
            live = self._live.find(answer_id)
            if live is not None and not live.stop_asked:
                live.stop()
