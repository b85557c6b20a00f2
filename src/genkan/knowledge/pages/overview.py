"""The page on which an organisation looks after its regulations."""

from dataclasses import dataclass
from functools import partial

from fastapi import Request
from sqlalchemy.ext.asyncio import AsyncConnection
from starlette.responses import HTMLResponse

from genkan.catalogue import InformationClass
from genkan.governance import Viewer
from genkan.knowledge.collection.collection import Collection
from genkan.knowledge.collection.readers import Readers
from genkan.knowledge.curation.errors import ClassNotOffered
from genkan.knowledge.errors import CollectionNotFound, KnowledgeProblem
from genkan.knowledge.library import Library
from genkan.knowledge.pages.reads import reads_of
from genkan.knowledge.pages.refusal import shown_standings
from genkan.knowledge.pages.shelves import shelve, state_in
from genkan.knowledge.parse import SUFFIXES
from genkan.ui import Pages
from genkan.ui import mark as _

OFFERED_CLASSES = (InformationClass.ONE, InformationClass.TWO)
UPLOAD_MEGABYTES = 30
_READERS = {
    Readers.ORGANISATION: _("この組織の職員だけが検索し、閲覧できます。"),
    Readers.EVERYONE: _("このシステムを使う全ての組織の職員が検索し、閲覧できます。"),
}


def offered_class(written: str) -> int:
    """The class that a form names. Raises ``ClassNotOffered``."""
    offered = {str(int(level)): int(level) for level in OFFERED_CLASSES}
    if written not in offered:
        raise ClassNotOffered
    return offered[written]


@dataclass(frozen=True, slots=True)
class CollectionForm:
    """What was typed for a new collection."""

    title: str = ""
    readers: str = Readers.ORGANISATION.value
    information_class: str = "1"


@dataclass(frozen=True, slots=True)
class Trouble:
    """A refusal; ``place`` is ``title``, ``readers`` or ``files-`` and the id of a collection."""

    problem: KnowledgeProblem
    place: str


@dataclass(frozen=True, slots=True)
class Overview:
    """Draws the page for one viewer, in the transaction of the request."""

    request: Request
    connection: AsyncConnection
    library: Library
    pages: Pages
    viewer: Viewer

    async def own(self, collection_id: str) -> Collection:
        """A collection of the viewer's organisation. Raises ``CollectionNotFound``."""
        for collection in await self._own():
            if collection.id == collection_id:
                return collection
        raise CollectionNotFound

    async def page(
        self,
        *,
        form: CollectionForm | None = None,
        trouble: Trouble | None = None,
        done: str = "",
    ) -> HTMLResponse:
        """Everything that stands in the organisation's collections, and the forms to change it."""
        own = await self._own()
        documents = await self.library.documents(self.connection, collections=own, every_version=True)
        built = await self.library.indexed_revisions()
        return self.pages.render(
            self.request,
            "knowledge/administration.html",
            status=trouble.problem.status if trouble else 200,
            shelves=shelve(own, documents, day=self.library.day(), state_of=partial(state_in, built)),
            index=(await self.library.index_state(self.connection)).value,
            form=form or CollectionForm(),
            problem=self.pages.explain(self.request, trouble.problem) if trouble else None,
            place=trouble.place if trouble else "",
            done=done,
            readers=[(each.value, each.label, explanation) for each, explanation in _READERS.items()],
            classes=[(str(int(each)), each.label) for each in OFFERED_CLASSES],
            megabytes=UPLOAD_MEGABYTES,
            kinds=",".join(SUFFIXES),
            standings=shown_standings(
                self.request, self.pages, await self.library.vectors.standing(self.connection)
            ),
            reads=await reads_of(self.connection, self.viewer.organisation.id, today=self.library.day()),
        )

    async def _own(self) -> tuple[Collection, ...]:
        return await self.library.own_collections(self.connection, self.viewer.organisation.id)
