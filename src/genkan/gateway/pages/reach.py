"""How far a viewer reaches: operators over the installation, administrators over their organisation."""

from collections.abc import Iterable, Sequence

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.governance import Permission, Viewer, names_of
from genkan.ui import mark as _

_OTHER_ACTORS = {"command_line": _("コマンドライン"), "system": _("システム")}


def is_operator(viewer: Viewer) -> bool:
    """Whether the viewer keeps the whole installation running."""
    return viewer.may(Permission.ADMINISTER_MODELS)


def is_administrator(viewer: Viewer) -> bool:
    """Whether the viewer answers for the people of the organisation."""
    return viewer.may(Permission.ADMINISTER_PEOPLE)


def organisation_within(viewer: Viewer) -> str | None:
    """The organisation beyond which the viewer may do nothing, ``None`` for operators."""
    return None if is_operator(viewer) else viewer.organisation.id


async def actor_names(connection: AsyncConnection, actors: Iterable[str | None]) -> dict[str, str]:
    """What to call those who did something: people by name, others by a text to be translated."""
    wanted: Sequence[str] = sorted({actor for actor in actors if actor})
    return {**_OTHER_ACTORS, **await names_of(connection, wanted)}
