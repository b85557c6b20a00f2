"""Files derived from all documents of a build, such as a graph of their citations.

An extra says what one document contributes, and joins the contributions of all. Only what changed is asked for
again, so that an update of one law stays a matter of moments.
"""

from collections.abc import Mapping, Sequence
from typing import Protocol

from genkan.knowledge.index import graph
from genkan.knowledge.index.preparing import Unprepared
from genkan.knowledge.index.records import IndexedDocument


class Extra(Protocol):
    """Derives one file. Both methods are pure; the first one runs in worker processes."""

    def contribution(self, unprepared: Unprepared) -> bytes:
        """What one document gives."""
        ...

    def join(
        self, before: bytes, *, changed: Mapping[str, bytes], documents: Sequence[IndexedDocument]
    ) -> bytes:
        """The whole file.

        ``before`` is that of the build before, empty for a new index; ``changed`` are the contributions by document.
        Of ``before`` only what belongs to one of ``documents`` and is not in ``changed`` still counts.
        """
        ...


Extras = Mapping[str, Extra]
EXTRAS: Extras = {graph.GRAPH: graph.GraphExtra()}


def contributions(unprepared: Unprepared, *, extras: Extras) -> dict[str, bytes]:
    """What one document gives to each derived file."""
    return {name: extra.contribution(unprepared) for name, extra in extras.items()}
