"""What the routes of this room ask for in their signatures."""

from datetime import date
from typing import Annotated

from fastapi import Depends, Path

from genkan.governance import part
from genkan.kit import storable
from genkan.knowledge.errors import UnreadableDay
from genkan.knowledge.intake.loading import Loader
from genkan.knowledge.intake.receiving import Receiver
from genkan.knowledge.library import Library
from genkan.knowledge.parse.front_matter import read_date
from genkan.settings import Settings
from genkan.ui import Pages

LibraryPart = Annotated[Library, part(Library)]
LoaderPart = Annotated[Loader, part(Loader)]
ReceiverPart = Annotated[Receiver, part(Receiver)]
PagesPart = Annotated[Pages, part(Pages)]
SettingsPart = Annotated[Settings, part(Settings)]


async def _document_id(document_id: Annotated[str, Path()]) -> str:
    return storable(document_id)


async def _anchor(anchor: Annotated[str, Path()]) -> str:
    return storable(anchor)


async def _collection_id(collection_id: Annotated[str, Path()]) -> str:
    return storable(collection_id)


async def asked_day(on: str = "") -> date | None:
    """The day that an address names, in the Western or the Japanese calendar. Raises ``UnreadableDay``."""
    written = storable(on).strip()
    day = read_date(written) if written else None
    if written and day is None:
        raise UnreadableDay(day=written[:30])
    return day


DocumentId = Annotated[str, Depends(_document_id)]
Anchor = Annotated[str, Depends(_anchor)]
CollectionId = Annotated[str, Depends(_collection_id)]
AskedDay = Annotated[date | None, Depends(asked_day)]


async def _upload_id(upload_id: Annotated[str, Path()]) -> str:
    return storable(upload_id)


UploadId = Annotated[str, Depends(_upload_id)]
