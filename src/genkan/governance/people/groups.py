"""Groups of people who read the same things, looked after by an organisation."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.governance.errors import GroupTitleMissing, GroupTitleTaken, MembersUnknown
from genkan.governance.events import GovernanceEvent
from genkan.governance.ledger.ledger import Ledger
from genkan.governance.person import Person, Viewer
from genkan.governance.store import groups as store
from genkan.governance.store import people
from genkan.governance.store.groups import ReaderGroup
from genkan.kit import Clock, new_id, storable

LONGEST_TITLE = 100


@dataclass(frozen=True)
class GroupDraft:
    """A group as it was typed; ``members`` are sign-in names, one a line."""

    title: str = ""
    members: str = ""

    @property
    def clean_title(self) -> str:
        """The title with single spaces. Raises ``GroupTitleMissing``."""
        title = " ".join(storable(self.title).split())[:LONGEST_TITLE]
        if not title:
            raise GroupTitleMissing
        return title

    @property
    def names(self) -> tuple[str, ...]:
        """The sign-in names, each once."""
        return tuple(dict.fromkeys(storable(self.members).split()))


async def open_group(
    connection: AsyncConnection, draft: GroupDraft, *, viewer: Viewer, ledger: Ledger, clock: Clock
) -> ReaderGroup:
    """A new group with its members. Raises ``GroupTitleMissing``, ``GroupTitleTaken`` or ``MembersUnknown``."""
    group = ReaderGroup(new_id(clock), viewer.organisation.id, draft.clean_title)
    known = await store.list_groups(connection, viewer.organisation.id)
    if any(each.title == group.title for each in known):
        raise GroupTitleTaken
    members = await _members(connection, draft.names, viewer=viewer)
    await store.add_group(connection, group, now=clock())
    await store.set_members(connection, group.id, person_ids=[each.id for each in members])
    await _record(connection, GovernanceEvent.GROUP_ADDED, group, members, ledger=ledger, viewer=viewer)
    return group


async def change_members(
    connection: AsyncConnection, group: ReaderGroup, draft: GroupDraft, *, viewer: Viewer, ledger: Ledger
) -> None:
    """Let a group have these members and no others. Raises ``MembersUnknown``."""
    members = await _members(connection, draft.names, viewer=viewer)
    await store.set_members(connection, group.id, person_ids=[each.id for each in members])
    await _record(connection, GovernanceEvent.GROUP_CHANGED, group, members, ledger=ledger, viewer=viewer)


async def _members(
    connection: AsyncConnection, names: Sequence[str], *, viewer: Viewer
) -> tuple[Person, ...]:
    """The people of the viewer's organisation with these sign-in names."""
    found = [await people.find_person(connection, sign_in_name=name) for name in names]
    own = tuple(each for each in found if each and each.organisation_id == viewer.organisation.id)
    known = {each.sign_in_name for each in own}
    unknown = [name for name in names if name not in known]
    if unknown:
        raise MembersUnknown(names="、".join(unknown))
    return own


async def _record(
    connection: AsyncConnection,
    kind: GovernanceEvent,
    group: ReaderGroup,
    members: Sequence[Person],
    *,
    ledger: Ledger,
    viewer: Viewer,
) -> None:
    await ledger.record(
        connection,
        kind,
        actor=viewer.person.id,
        organisation_id=group.organisation_id,
        object_id=group.id,
        details={"members": [each.id for each in members]},
    )
