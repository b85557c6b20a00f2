"""What the routes of this room ask for in their signatures."""

from typing import Annotated

from fastapi import Depends, Path

from genkan.governance import part
from genkan.kit import storable
from genkan.knowledge.library import Library
from genkan.knowledge.loading import Loader
from genkan.settings import Settings
from genkan.ui import Pages

LibraryPart = Annotated[Library, part(Library)]
LoaderPart = Annotated[Loader, part(Loader)]
PagesPart = Annotated[Pages, part(Pages)]
SettingsPart = Annotated[Settings, part(Settings)]


async def _document_id(document_id: Annotated[str, Path()]) -> str:
    return storable(document_id)


async def _anchor(anchor: Annotated[str, Path()]) -> str:
    return storable(anchor)


async def _collection_id(collection_id: Annotated[str, Path()]) -> str:
    return storable(collection_id)


DocumentId = Annotated[str, Depends(_document_id)]
Anchor = Annotated[str, Depends(_anchor)]
CollectionId = Annotated[str, Depends(_collection_id)]
