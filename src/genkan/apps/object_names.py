"""Names of teams, of the apps that they made and of external apps, for those who read the ledger."""

from collections.abc import Mapping, Sequence

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.apps.external.store.apps import titles_of
from genkan.apps.making.store.apps import titles_of_apps
from genkan.apps.teams.store import names_of_teams
from genkan.governance import FindNames, ObjectName


def object_names() -> dict[str, FindNames]:
    """How to find the names of this room's objects, by the beginning of an event's kind."""
    return {
        "apps:made_app:": _made_apps,
        "apps:team:": _teams,
        "apps:external_app:": _external_apps,
        "apps:term_list:": _teams,
    }


async def _made_apps(connection: AsyncConnection, ids: Sequence[str]) -> Mapping[str, ObjectName]:
    return _named(await titles_of_apps(connection, ids))


async def _external_apps(connection: AsyncConnection, ids: Sequence[str]) -> Mapping[str, ObjectName]:
    return _named(await titles_of(connection, ids))


async def _teams(connection: AsyncConnection, ids: Sequence[str]) -> Mapping[str, ObjectName]:
    return _named(await names_of_teams(connection, ids))


def _named(names: Mapping[str, tuple[str, str]]) -> dict[str, ObjectName]:
    return {id_: ObjectName(name, owner) for id_, (name, owner) in names.items()}
