"""A build in the cluster: from scratch in indices of its own, or going on from the build in force.

A build that goes on writes entries that no search of the build in force sees, for their ordinals lie beyond its own. What
it takes out stays until the build after it, so that machines that have not noticed yet find what they look for.
"""

from collections.abc import Mapping

import msgspec

from genkan.knowledge.errors import IndexBusy
from genkan.knowledge.index import (
    ArticleRecord,
    Extras,
    IndexedDocument,
    Manifest,
    PreparedDocument,
    context_of,
    day_number,
)
from genkan.knowledge.index.preparing import PreparedArticle
from genkan.knowledge.index.stock import Stock
from genkan.knowledge.opensearch import queries
from genkan.knowledge.opensearch.generations import (
    make_generation,
    put_generation_in_force,
    remove_entries,
    remove_others,
)
from genkan.knowledge.opensearch.lease import Lease
from genkan.knowledge.opensearch.mapping import FORM, generation_of, indices
from genkan.knowledge.opensearch.queries import Span
from genkan.knowledge.opensearch.server import Json, Server
from genkan.knowledge.opensearch.state import Current, InForce, State
from genkan.knowledge.opensearch.writing import Writing
from genkan.knowledge.text.normalise import normalise

MANIFEST = "manifest"


class OpenSearchBuild:
    """Adds and removes documents one by one; ``finish`` makes it whole, ``put_in_force`` lets it be found.

    ``held`` is the build in force with its manifest, if this one goes on from it. Its methods block.
    """

    def __init__(
        self, server: Server, *, name: str, lease: Lease, held: tuple[InForce, Manifest] | None
    ) -> None:
        self._server, self._name, self._lease = server, name, lease
        self._before = held[0] if held else None
        remove_others(server)
        if held is None:
            self._generation, self._indices = name, make_generation(server, name)
        else:
            before = held[0]
            self._generation = generation_of(before.state_index, prefix=server.prefix)
            self._indices = indices(server.prefix, self._generation)
            _clean(server, before, held[1])
        # What was taken out is gone from the cluster by then, which gives the room free by itself.
        self._stock = Stock(msgspec.structs.replace(held[1], dead=0) if held else None)
        self._state = State(server, self._indices.state)
        self._writing = Writing(server, before_each=lease.keep)
        self._retired: list[Span] = []
        self._current: Current | None = None

    def memo(self, document: IndexedDocument | None) -> bytes:
        """Nothing: the words are cut by the cluster, and the pairs are cut faster than a memo is fetched."""
        del document
        return b""

    def remove(self, document_id: str) -> None:
        """Take a document out with all its articles."""
        held = self._stock.take_out(document_id)
        if held is not None and held.articles:
            self._retired.append(Span(held.first, held.articles))

    def add(self, prepared: PreparedDocument) -> None:
        """Put a document in, in place of what it was before."""
        self.remove(prepared.document.id)
        document = self._stock.put_in(prepared)
        for place, article in enumerate(prepared.articles):
            record = msgspec.structs.replace(article.record, ordinal=document.first + place)
            self._add_article(document, record, article)

    def finish(self, *, revisions: Mapping[str, int], extras: Extras) -> None:
        """Write everything, with a manifest that says what was built from which revisions."""
        self._writing.flush()
        for index in (self._indices.passages, self._indices.articles):
            self._server.post(f"/{index}/_refresh")
        manifest = self._stock.manifest(revisions=revisions, extras=extras, files={})
        parts = {MANIFEST: self._state.write(self._name, MANIFEST, msgspec.json.encode(manifest))}
        for name in extras:
            joined = self._stock.joined(extras, name, before=self._extra_before(name))
            parts[name] = self._state.write(self._name, name, joined)
        self._current = Current(self._name, FORM, parts, tuple(self._retired))

    def put_in_force(self) -> None:
        """Let searches see this build in the place of the one before. Raises ``IndexBusy`` where the lease was lost."""
        assert self._current is not None, "finish comes first"
        self._lease.keep()
        if not self._state.put_in_force(self._current, before=self._before):
            raise IndexBusy
        if self._before is None:
            put_generation_in_force(self._server, self._generation)
        elif len(self._retired) > queries.MOST_LEFT_OUT:
            self._take_out_at_once()

    def _take_out_at_once(self) -> None:
        """Many documents are too many to be left out of every search; until they are gone, hits in them are dropped."""
        beyond = self._stock.next_ordinal
        remove_entries(self._server, self._indices, beyond=beyond, retired=tuple(self._retired))

    def _extra_before(self, name: str) -> bytes:
        return (self._state.read(self._before.current, name) or b"") if self._before else b""

    def _add_article(
        self, document: IndexedDocument, record: ArticleRecord, article: PreparedArticle
    ) -> None:
        shared: Json = {
            "document": document.id,
            "ordinal": record.ordinal,
            "valid_from": day_number(record.valid_from, opens=True),
            "valid_until": day_number(record.valid_until),
        }
        key = f"{document.id}/{record.anchor}"
        entry: Json = {**shared, "key": key, "record": msgspec.to_builtins(record)}
        self._writing.add(self._indices.articles, str(record.ordinal), entry)
        context = context_of(document, record)
        passages = zip(record.passages, article.passages, strict=True)
        for place, (text, terms) in enumerate(passages):
            words = normalise(f"{context}\n{text}")
            own: Json = {
                "collection": document.collection_id,
                "place": place,
                "pairs": terms.pairs,
                "words": words,
            }
            self._writing.add(self._indices.passages, f"{record.ordinal}-{place}", {**shared, **own})


def _clean(server: Server, before: InForce, manifest: Manifest) -> None:
    """Take out what no search of the build in force sees."""
    names = indices(server.prefix, generation_of(before.state_index, prefix=server.prefix))
    remove_entries(server, names, beyond=manifest.next_ordinal, retired=before.current.retired)
    State(server, names.state).forget_others(before.current.build)
