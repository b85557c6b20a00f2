"""Reports as they are written, kept in memory: a published one is decoded and written once for each language."""

import asyncio
from collections import OrderedDict
from datetime import datetime

from genkan.trial.paper import Paper, Words, write_report
from genkan.trial.publishing.seeing import SeenReport

_MOST = 8


class Papers:
    """Keeps those that were read last; a report that may still change is written anew each time."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[str, str, str], Paper] = OrderedDict()

    async def written(self, seen: SeenReport, words: Words, now: datetime) -> Paper:
        """The whole report, written off the event loop."""
        if not seen.is_published:
            return await _written(seen, words, now)
        key = (seen.trial.id, seen.digest, words.language)
        if key not in self._kept:
            self._kept[key] = await _written(seen, words, now)
        self._kept.move_to_end(key)
        while len(self._kept) > _MOST:
            self._kept.popitem(last=False)
        return self._kept[key]


async def _written(seen: SeenReport, words: Words, now: datetime) -> Paper:
    return await asyncio.to_thread(lambda: write_report(seen.material(words), seen.cover(words, now)))
