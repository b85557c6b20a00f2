"""Making the apps that every organisation has known to the door, before anybody has run one of them."""

from collections.abc import Mapping

from genkan.gateway.store.apps import titles_everywhere, write_everywhere
from genkan.storage import Database


async def introduce_everywhere(database: Database, titles: Mapping[str, str]) -> None:
    """Let every organisation, also one that comes later, name these apps; ``titles`` are by name.

    This room is below the apps and cannot ask for them, so the room that has them says so at the start of a process.
    They stand in the records once, not once for each organisation, so that a start costs one reading; and in the
    records, not in the memory of the process, so that the commands that throw a switch or set a budget know them too.
    What an earlier version of Genkan had stays, for its usage is still read.
    """
    async with database.read() as connection:
        known = await titles_everywhere(connection)
    changed = {name: title for name, title in titles.items() if known.get(name) != title}
    if changed:
        async with database.write() as connection:
            await write_everywhere(connection, changed)
