"""What the routes of made apps ask for in their signatures, and what they have in common."""

from collections.abc import Mapping
from functools import partial
from typing import Annotated

from fastapi import Request
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.apps.making.made_app import Version
from genkan.apps.making.room import Making
from genkan.apps.pages.form_view import FieldView, view_of
from genkan.governance import names_of, part
from genkan.settings import Settings
from genkan.ui import Pages

MakingPart = Annotated[Making, part(Making)]
SettingsPart = Annotated[Settings, part(Settings)]


async def people_of(connection: AsyncConnection, versions: tuple[Version, ...]) -> Mapping[str, str]:
    """The names of all who had to do with these versions, by id."""
    ids = {
        person_id
        for each in versions
        for person_id in (each.created_by, each.review.submitted_by, each.review.decided_by)
        if person_id
    }
    return await names_of(connection, sorted(ids))


def form_views(request: Request, pages: Pages, version: Version) -> tuple[FieldView, ...]:
    """The empty form of a version, as it is drawn to be looked at."""
    translate = partial(pages.translate, pages.language(request))
    return view_of(version.content.form, {}, (), translate=translate)
