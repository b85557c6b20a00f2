"""Collections and organisations by the names that operators type, and what a loading has brought."""

from typing import TYPE_CHECKING

from rich.markup import escape

from genkan.cli.errors import (
    CollectionNotFound,
    NoOrganisationYet,
    NothingToRead,
    OrganisationNotFound,
    OrganisationNotNamed,
)
from genkan.cli.links import COMMAND_LINE
from genkan.cli.terminal import say
from genkan.cli.words import Words

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncConnection

    from genkan.asgi import Parts
    from genkan.governance import Organisation
    from genkan.knowledge import Collection, LoadReport


async def collection_of(parts: "Parts", *, title: str, organisation: str) -> "Collection":
    """The organisation's collection of this title, made where it is missing."""
    async with parts.database.write() as connection:
        owner = await organisation_named(connection, organisation)
        return await parts.loader.open_collection(
            connection, organisation_id=owner.id, title=title, actor=COMMAND_LINE
        )


async def organisation_named(connection: "AsyncConnection", name: str) -> "Organisation":
    """The organisation of this name. Raises :class:`OrganisationNotFound` or :class:`NoOrganisationYet`."""
    from genkan.governance import find_organisation, list_organisations

    found = await find_organisation(connection, name=name)
    if found is None or found.parent_id is not None:
        known = [each.name for each in await list_organisations(connection) if each.parent_id is None]
        if not known:
            raise NoOrganisationYet
        raise OrganisationNotFound(name=name, known="、".join(known))
    return found


async def organisation_meant(connection: "AsyncConnection", name: str) -> "Organisation":
    """The organisation of this name, or without a name the only one. Raises as :func:`organisation_named`."""
    from genkan.governance import list_organisations

    if name:
        return await organisation_named(connection, name)
    found = [each for each in await list_organisations(connection) if each.parent_id is None]
    if not found:
        raise NoOrganisationYet
    if len(found) > 1:
        raise OrganisationNotNamed(known="、".join(each.name for each in found))
    return found[0]


async def shelves_of(
    parts: "Parts", connection: "AsyncConnection", owner: "Organisation", *, collection: str = ""
) -> "tuple[Collection, ...]":
    """What the organisation may read, or the collection of this title in it.

    Raises :class:`NothingToRead` or :class:`CollectionNotFound`.
    """
    from genkan.knowledge import Reader

    shelves = await parts.library.readable_collections(connection, Reader("", organisation_id=owner.id))
    if not shelves:
        raise NothingToRead(name=owner.name)
    chosen = tuple(shelf for shelf in shelves if collection in ("", shelf.title))
    if not chosen:
        raise CollectionNotFound(title=collection, known="、".join(each.title for each in shelves))
    return chosen


def show_report(report: "LoadReport", words: Words) -> None:
    """How many files came to what, each that was not loaded with the reason, and what was left out of the others."""
    from genkan.knowledge import Outcome

    unchanged, skipped = report.count(Outcome.UNCHANGED), report.count(Outcome.SKIPPED)
    loaded = len(report.files) - unchanged - skipped
    say(
        words(
            f"読み込み {loaded}件、変更なし {unchanged}件、読み込めなかったもの {skipped}件",
            f"{loaded} loaded, {unchanged} unchanged, {skipped} skipped",
        )
    )
    for file in report.files:
        if file.problem is not None:
            say(f"[red]✗[/] {escape(file.name)}: {escape(str(file.problem))}", indent=2)
        for note in file.notes:
            say(f"[yellow]![/] {escape(file.name)}: {escape(note)}", indent=2)
