"""Papers in the layout of official documents; what everybody may read is made once and kept for the next reader."""

import asyncio
from datetime import date
from weakref import WeakValueDictionary

from genkan.apps import Apart, ExportFormat, Exporting, Output
from genkan.apps import Artifact as Paper

_MOST_KEPT = 16


class Papers:
    """Writes Markdown as PDF or Word; each public paper once, whoever asks for it meanwhile."""

    def __init__(self, apart: Apart) -> None:
        self._exporting = Exporting(apart)
        self._kept: dict[str, Paper] = {}
        self._turns: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def make(self, text: str, form: ExportFormat, *, title: str, day: date) -> Paper:
        """The paper. Raises what ``Exporting`` raises."""
        return await self._exporting.export(Output(text), form, title=title, day=day)

    async def public(self, key: str, text: str, form: ExportFormat, *, title: str, day: date) -> Paper:
        """The same for a paper that never changes under its key."""
        name = f"{form}:{key}"
        if name in self._kept:
            return self._kept[name]
        async with self._turns.setdefault(name, asyncio.Lock()):
            if name in self._kept:
                return self._kept[name]
            paper = await self.make(text, form, title=title, day=day)
            while len(self._kept) >= _MOST_KEPT:
                del self._kept[next(iter(self._kept))]
            self._kept[name] = paper
            return paper
