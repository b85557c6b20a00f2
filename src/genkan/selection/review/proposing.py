"""Places for a criterion are proposed to one reviewer: by a search, or by a model that the rules permit; never a result."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.catalogue import Deployment, InformationClass
from genkan.gateway import AsideAsk, Gateway, Outcome, Purpose, offered_writers
from genkan.governance import Ledger, Viewer
from genkan.kit import Clock
from genkan.selection.application.application import Application
from genkan.selection.application.record import HandedIn
from genkan.selection.application.seeing import handed_in_documents
from genkan.selection.application.store.documents import pages_of
from genkan.selection.call.call import Call, CallState
from genkan.selection.call.content import Criterion
from genkan.selection.events import ReviewEvent
from genkan.selection.review.assignment import Conflict, Part
from genkan.selection.review.errors import (
    PlaceGone,
    PlacesLate,
    PlacesModelUnfit,
    PlacesUnreadable,
    ReviewClosed,
    ReviewUnknown,
)
from genkan.selection.review.places import (
    PageText,
    Place,
    Proposal,
    nearest_pages,
    places_named,
    search_places,
)
from genkan.selection.review.places_prompt import places_messages, wanted_words
from genkan.selection.review.recording import record_review
from genkan.selection.review.reviewing import see_part
from genkan.selection.review.rivals import without_rivals
from genkan.selection.review.store import proposals
from genkan.storage import Database

CLASS_OF_APPLICATIONS = InformationClass.TWO
_LONGEST_ANSWER = 2_000


async def models_for(connection: AsyncConnection, viewer: Viewer, call: Call) -> tuple[Deployment, ...]:
    """The language models to which this reviewer may send documents of the call's applicants; none is of an applicant."""
    offered = await offered_writers(
        connection, viewer.person, purpose=Purpose.REVIEW, information_class=CLASS_OF_APPLICATIONS
    )
    return await without_rivals(connection, call, offered)


@dataclass(frozen=True, slots=True)
class Proposing:
    """Works in transactions of its own; none is open while a model speaks, which it may for ``seconds``."""

    database: Database
    ledger: Ledger
    clock: Clock
    gateway: Gateway
    seconds: float = 90.0

    async def propose(
        self, viewer: Viewer, application_id: str, record: HandedIn, criterion: Criterion, *, model: str
    ) -> Proposal:
        """Keep what is found in the documents of the record, by the deployment ``model`` or, where empty, by a search.

        Raises ``ReviewUnknown``, ``ReviewClosed``, ``PlacesModelUnfit``, ``PlacesLate``, ``PlacesUnreadable`` and what
        the door raises.
        """
        async with self.database.read() as connection:
            application, call = await self._open(connection, viewer, application_id)
            pages = await _pages(connection, application, record)
            usable = {each.id: each for each in await models_for(connection, viewer, call)} if model else {}
        if model and model not in usable:
            raise PlacesModelUnfit
        wanted = wanted_words(criterion, record.content.fact(criterion.key).claim)
        if model:
            places, dropped = await self._named(viewer, criterion, nearest_pages(wanted, pages), model=model)
        else:
            places, dropped = await asyncio.to_thread(search_places, wanted, pages), 0
        title = usable[model].title if model else ""
        proposal = Proposal(criterion.key, title, self.clock(), places, dropped)
        async with self.database.write() as connection:
            application, call = await self._open(connection, viewer, application_id, lock=True)
            await proposals.keep_proposal(connection, application.id, viewer.person.id, proposal)
            facts = {"criterion": criterion.key, "places": len(places), "dropped": dropped}
            kind = ReviewEvent.PLACES_PROPOSED
            await record_review(
                self.ledger, connection, kind, viewer, call, application, deployment=model or None, **facts
            )
        return proposal

    async def take(
        self, connection: AsyncConnection, viewer: Viewer, application_id: str, criterion: str, position: int
    ) -> Place:
        """A place that was proposed, to be written into the finding; in the transaction of the caller. Raises ``PlaceGone``."""
        application, call = await self._open(connection, viewer, application_id, lock=True)
        found = await proposals.proposals_of(connection, application.id, viewer.person.id)
        places = found[criterion].places if criterion in found else ()
        if not 0 <= position < len(places):
            raise PlaceGone
        facts = {"criterion": criterion, "page": places[position].page, "file": places[position].document_id}
        await record_review(
            self.ledger, connection, ReviewEvent.PLACE_TAKEN, viewer, call, application, **facts
        )
        return places[position]

    async def _open(
        self, connection: AsyncConnection, viewer: Viewer, application_id: str, *, lock: bool = False
    ) -> tuple[Application, Call]:
        """The application while the viewer reviews it."""
        own, application, call = await see_part(connection, viewer, application_id, lock=lock)
        if own.part is not Part.REVIEWER or own.conflict is not Conflict.NONE:
            raise ReviewUnknown
        if own.handed_in_at or call.state is not CallState.PUBLISHED:
            raise ReviewClosed
        return application, call

    async def _named(
        self, viewer: Viewer, criterion: Criterion, pages: Sequence[PageText], *, model: str
    ) -> tuple[tuple[Place, ...], int]:
        if not pages:
            return (), 0
        ask = AsideAsk(
            organisation_id=viewer.organisation.id,
            person_id=viewer.person.id,
            purpose=Purpose.REVIEW,
            information_class=CLASS_OF_APPLICATIONS,
            deployment_id=model,
            messages=places_messages(criterion, pages),
            longest=_LONGEST_ANSWER,
        )
        try:
            async with asyncio.timeout(self.seconds):
                heard = await self.gateway.aside.hear(ask)
        except TimeoutError as error:
            raise PlacesLate from error
        named = places_named(heard.text, pages) if heard.outcome is Outcome.COMPLETED else None
        if named is None:
            raise PlacesUnreadable
        return named


async def _pages(
    connection: AsyncConnection, application: Application, record: HandedIn
) -> tuple[PageText, ...]:
    """The pages of the documents that the record names."""
    held = {each.id for each in await handed_in_documents(connection, application)}
    texts = [
        PageText(each.id, number, text)
        for each in record.files
        if each.id in held
        for number, text in await pages_of(connection, each.id)
    ]
    return tuple(texts)
