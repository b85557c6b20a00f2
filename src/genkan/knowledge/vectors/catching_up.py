"""One run over documents that lack vectors: read, given to the model some at a time, put in force."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from genkan.knowledge.index import IndexedDocument, OpenedIndex
from genkan.knowledge.vectors.embedding import Asker, Embedder
from genkan.knowledge.vectors.errors import VectorModelChanged
from genkan.knowledge.vectors.growing import Growing, NewRows
from genkan.knowledge.vectors.plan import VectorPlan
from genkan.knowledge.vectors.reading import ReadDocument, read_document
from genkan.knowledge.vectors.rows import Numbers, nothing

# So many texts are embedded before what was made is put in force: a process that is killed loses no more.
_AT_ONCE = 1_024
_MOST_CHARACTERS = 60_000


class Leave(Protocol):
    """Says what may leave at this moment."""

    async def __call__(self, documents: Sequence[IndexedDocument], *, asker: Asker) -> frozenset[str]:
        """The ids of those of the documents that may still be given to the model for whom it is; may raise to stop."""
        ...


@dataclass(frozen=True, kw_only=True)
class CatchingUp:
    """Gives documents to the build ``build`` of the model.

    ``leave`` is asked before every call of the model, and before what it gave is put in force. ``step`` is called after
    every change with the articles that are done by it. What either raises ends the run.
    """

    plan: VectorPlan
    build: str
    index: OpenedIndex
    growing: Growing
    embedder: Embedder
    leave: Leave
    step: Callable[[int], Awaitable[None]]

    async def give(self, documents: Sequence[IndexedDocument], *, asker: Asker) -> bool:
        """Put vectors of these documents in force, and say whether none changed or was taken away meanwhile.

        Raises a ``Problem``; what was made before it stays.
        """
        held: list[ReadDocument] = []
        is_whole = True
        for document in documents:
            held.append(await self._read(document))
            if sum(len(each.texts) for each in held) >= _AT_ONCE:
                is_whole &= await self._put(held, asker)
                held = []
        return is_whole & (await self._put(held, asker) if held else True)

    async def _read(self, document: IndexedDocument) -> ReadDocument:
        known = self.growing.known(document.id)
        return await asyncio.to_thread(read_document, self.index, document, plan=self.plan, known=known)

    async def _put(self, held: Sequence[ReadDocument], asker: Asker) -> bool:
        vectors = await self._vectors(held, asker)
        dimensions = await self._dimensions(vectors)
        kept = await self._may_leave(held, asker)
        whole = [each for each in kept if each.texts.keys() <= vectors.keys()]
        if whole:
            await asyncio.to_thread(self._add, whole, vectors, dimensions)
        await self.step(sum(len(each.articles) for each in held))
        return len(whole) == len(held)

    async def _may_leave(self, held: Sequence[ReadDocument], asker: Asker) -> list[ReadDocument]:
        still = await self.leave([each.document for each in held], asker=asker)
        return [each for each in held if each.document.id in still]

    def _add(self, held: Sequence[ReadDocument], vectors: Mapping[bytes, Numbers], dimensions: int) -> None:
        rows = (NewRows(each.document, each.rows(vectors, dimensions=dimensions)) for each in held)
        self.growing.add(list(rows))

    async def _vectors(self, held: Sequence[ReadDocument], asker: Asker) -> dict[bytes, Numbers]:
        texts = {key: text for each in held for key, text in each.texts.items()}
        vectors: dict[bytes, Numbers] = {}
        for keys in _batches(texts, most=self.embedder.most_texts(self.plan)):
            vectors |= await self._given(keys, held, asker)
        return vectors

    async def _given(
        self, keys: Sequence[bytes], held: Sequence[ReadDocument], asker: Asker
    ) -> dict[bytes, Numbers]:
        """The vectors of those of the texts that may still leave; one that never may keeps back none of the others."""
        there = {key: text for each in await self._may_leave(held, asker) for key, text in each.texts.items()}
        texts = {key: there[key] for key in keys if key in there}
        if not texts:
            return {}
        found = await self.embedder.texts(list(texts.values()), plan=self.plan, asker=asker)
        if found is None:
            return await self._given_in_halves(list(texts), held, asker)
        if found.build != self.build:
            raise VectorModelChanged
        return dict(zip(texts, found.numbers, strict=True))

    async def _given_in_halves(
        self, keys: Sequence[bytes], held: Sequence[ReadDocument], asker: Asker
    ) -> dict[bytes, Numbers]:
        if len(keys) == 1:
            return {keys[0]: nothing()}
        middle = len(keys) // 2
        first = await self._given(keys[:middle], held, asker)
        return first | await self._given(keys[middle:], held, asker)

    async def _dimensions(self, vectors: Mapping[bytes, Numbers]) -> int:
        """The length of all vectors; those in force are forgotten where a model gives another one now."""
        lengths = {vector.size for vector in vectors.values() if vector.size} or {
            self.growing.dimensions or 1
        }
        if self.growing.dimensions and lengths != {self.growing.dimensions}:
            await asyncio.to_thread(self.growing.begin_anew)
            raise VectorModelChanged
        return lengths.pop()


def _batches(texts: Mapping[bytes, str], *, most: int) -> Iterator[list[bytes]]:
    """The keys of so many texts, and of so many characters, as one call may hold."""
    held: list[bytes] = []
    characters = 0
    for key, text in texts.items():
        if held and (len(held) == most or characters + len(text) > _MOST_CHARACTERS):
            yield held
            held, characters = [], 0
        held.append(key)
        characters += len(text)
    if held:
        yield held
