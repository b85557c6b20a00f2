"""One run over documents that lack vectors: read, given to the model some at a time, put in force."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from genkan.knowledge.index import IndexedDocument, OpenedIndex
from genkan.knowledge.vectors.embedding import Asker, Embedder
from genkan.knowledge.vectors.errors import VectorModelChanged
from genkan.knowledge.vectors.growing import Growing, NewRows
from genkan.knowledge.vectors.plan import VectorPlan
from genkan.knowledge.vectors.reading import ReadDocument, read_document
from genkan.knowledge.vectors.rows import Numbers

# So many texts are embedded before what was made is put in force: a process that is killed loses no more.
_AT_ONCE = 1_024
_MOST_CHARACTERS = 60_000


@dataclass(frozen=True, kw_only=True)
class CatchingUp:
    """Gives documents to the build ``build`` of the model.

    ``step`` is called before every call of the model and after every change with the articles that are done by it; what
    it raises ends the run.
    """

    plan: VectorPlan
    build: str
    index: OpenedIndex
    growing: Growing
    embedder: Embedder
    step: Callable[[int], Awaitable[None]]

    async def give(self, documents: Sequence[IndexedDocument], *, asker: Asker) -> None:
        """Put vectors of these documents in force. Raises a ``Problem``; what was made before it stays."""
        held: list[ReadDocument] = []
        for document in documents:
            held.append(await self._read(document))
            if sum(len(each.texts) for each in held) >= _AT_ONCE:
                await self._put(held, asker)
                held = []
        if held:
            await self._put(held, asker)

    async def _read(self, document: IndexedDocument) -> ReadDocument:
        known = self.growing.known(document.id)
        return await asyncio.to_thread(read_document, self.index, document, plan=self.plan, known=known)

    async def _put(self, held: Sequence[ReadDocument], asker: Asker) -> None:
        texts = {key: text for each in held for key, text in each.texts.items()}
        vectors = await self._vectors(texts, asker)
        dimensions = await self._dimensions(vectors)
        await asyncio.to_thread(self._add, held, vectors, dimensions)
        await self.step(sum(len(each.articles) for each in held))

    def _add(self, held: Sequence[ReadDocument], vectors: Mapping[bytes, Numbers], dimensions: int) -> None:
        rows = (NewRows(each.document, each.rows(vectors, dimensions=dimensions)) for each in held)
        self.growing.add(list(rows))

    async def _vectors(self, texts: Mapping[bytes, str], asker: Asker) -> dict[bytes, Numbers]:
        vectors: dict[bytes, Numbers] = {}
        for keys in _batches(texts, most=self.embedder.most_texts(self.plan)):
            await self.step(0)
            found = await self.embedder.texts([texts[key] for key in keys], plan=self.plan, asker=asker)
            if found.build != self.build:
                raise VectorModelChanged
            vectors |= zip(keys, found.numbers, strict=True)
        return vectors

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
