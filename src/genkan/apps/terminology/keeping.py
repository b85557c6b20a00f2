"""Reading and changing lists of terms, by whom they belong to."""

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.apps.built_in.translation.terms import MOST_TERMS, Terms, read_terms
from genkan.apps.events import AppEvent
from genkan.apps.teams.store import memberships_of
from genkan.apps.terminology import store
from genkan.apps.terminology.errors import (
    TermListUnknown,
    TermsOvertaken,
    TermsUnreadable,
    TooManyTerms,
)
from genkan.apps.terminology.term_list import DIRECTIONS, Owner, TermList, written_out
from genkan.governance import Ledger, Permission, Viewer
from genkan.kit import Clock, normalise_newlines, storable

LONGEST_TERM = 200


async def owners_for(connection: AsyncConnection, viewer: Viewer) -> tuple[Owner, ...]:
    """The organisation, whose list its administrator of apps changes, and the viewer's teams, who change their own."""
    organisation = viewer.organisation
    of_all = Owner(
        organisation.id, organisation.id, organisation.name, viewer.may(Permission.ADMINISTER_APPS)
    )
    memberships = await memberships_of(connection, viewer.person.id, organisation_id=organisation.id)
    teams = (Owner(each.team.id, organisation.id, each.team.name, True) for each in memberships)
    return (of_all, *teams)


async def terms_for(
    connection: AsyncConnection, person_id: str, *, organisation_id: str, direction: str
) -> str:
    """The terms that a run of a person translates alike: those of the organisation, then those of the person's teams.

    ``person_id`` is empty for a program, which belongs to no team.
    """
    memberships = (
        await memberships_of(connection, person_id, organisation_id=organisation_id) if person_id else ()
    )
    teams = [each.team.id for each in memberships]
    found = {
        each.owner_id: each
        for each in await store.lists_of(connection, [organisation_id, *teams])
        if each.direction == direction
    }
    return "\n".join(found[owner].terms for owner in (organisation_id, *teams) if owner in found)


@dataclass(frozen=True, slots=True)
class TermKeeping:
    """Changes lists, each within the transaction of the caller and with its record."""

    ledger: Ledger
    clock: Clock

    async def find(
        self, connection: AsyncConnection, viewer: Viewer, owner_id: str, direction: str
    ) -> tuple[Owner, TermList]:
        """A list that the viewer may read, empty where nobody has written it. Raises ``TermListUnknown``."""
        owners = {each.id: each for each in await owners_for(connection, viewer)}
        if owner_id not in owners or direction not in DIRECTIONS:
            raise TermListUnknown
        owner = owners[owner_id]
        kept = await store.find_list(connection, owner.id, direction)
        empty = TermList(owner_id=owner.id, organisation_id=owner.organisation_id, direction=direction)
        return owner, kept or empty

    async def save(
        self, connection: AsyncConnection, viewer: Viewer, kept: TermList, text: str, *, mark: str
    ) -> None:
        """Put what was typed in place of a list as it was read by the form (``mark``).

        Raises ``TermListUnknown`` where the viewer may not change it, ``TermsUnreadable``, ``TooManyTerms`` and
        ``TermsOvertaken``.
        """
        terms = _checked(text)
        owner, current = await self.find(connection, viewer, kept.owner_id, kept.direction)
        if not owner.may_change:
            raise TermListUnknown
        if current.mark != mark:
            raise TermsOvertaken
        new = TermList(
            owner_id=owner.id,
            organisation_id=owner.organisation_id,
            direction=kept.direction,
            terms=terms,
            changed_by=viewer.person.id,
            changed_at=self.clock(),
        )
        before = current if current.changed_at else None
        if not await store.replace_list(connection, new, before=before):
            raise TermsOvertaken
        await self._record(connection, viewer, new)

    async def _record(self, connection: AsyncConnection, viewer: Viewer, kept: TermList) -> None:
        await self.ledger.record(
            connection,
            AppEvent.TERMS_CHANGED,
            actor=viewer.person.id,
            organisation_id=kept.organisation_id,
            object_id=kept.owner_id,
            details={"direction": kept.direction, "terms": kept.count},
        )


def added(text: str, more: str) -> str:
    """What stands in a form with the lines of an imported file; of a term in both, that of the file stays."""
    return written_out(_read(f"{text}\n{more}").listed) if _fits(text, more) else f"{text}\n{more}".strip()


def _fits(*texts: str) -> bool:
    return not any(_read(text).notices for text in texts)


def _read(text: str) -> Terms:
    return read_terms(normalise_newlines(storable(text)))


def _checked(text: str) -> str:
    """The terms as they are kept. Raises ``TermsUnreadable`` and ``TooManyTerms``."""
    read = _read(text)
    if read.unread:
        raise TermsUnreadable(lines="、".join(map(str, read.unread[:10])))
    longest = max((len(part) for each in read.listed for part in (each.source, each.target)), default=0)
    if read.notices or longest > LONGEST_TERM:
        raise TooManyTerms(most=f"{MOST_TERMS:,}", longest=LONGEST_TERM)
    return written_out(read.listed)
