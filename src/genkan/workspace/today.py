"""What awaits a person today, from the records."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.catalogue import Deployment, WireProtocol
from genkan.gateway import Gateway
from genkan.governance import EventFilter, GovernanceEvent, Permission, Viewer, list_events, list_people
from genkan.trial import (
    ComparisonSummary,
    EraNews,
    InterimLook,
    recent_comparisons,
    recent_eras,
    rules_met,
)
from genkan.workspace.offer import Offer
from genkan.workspace.recent import ListedConversation, Standing, recent_conversations

RECENT_LENGTH = 6
VOTES_LENGTH = 5
NEWS_AGE = timedelta(days=14)
LOCKS_AGE = timedelta(days=1)
_FEW_PEOPLE = 2
_MOST_LOCKS = 100


class Step(StrEnum):
    """What an installation still lacks."""

    CONNECT_MODEL = "connect_model"
    ASK_FOR_MODEL = "ask_for_model"
    LOAD_REGULATIONS = "load_regulations"
    INVITE_PEOPLE = "invite_people"


@dataclass(frozen=True, kw_only=True)
class Today:
    """``recent`` are the newest conversations, ``votes`` comparisons without a vote; ``locked`` counts
    the accounts that were locked since yesterday, for those who administer them; ``steps`` and ``news`` what the person may do or should know;
    ``eras`` those that began lately in trials that the person runs, ``ends`` the looks by which such trials may end."""

    recent: tuple[ListedConversation, ...]
    votes: tuple[ComparisonSummary, ...]
    locked: int
    steps: tuple[Step, ...]
    news: tuple[Deployment, ...]
    eras: tuple[EraNews, ...] = ()
    ends: tuple[InterimLook, ...] = ()

    @property
    def awaiting(self) -> tuple[ListedConversation, ...]:
        """The conversations in which something happened since the person was there."""
        return tuple(listed for listed in self.recent if listed.standing is not Standing.SEEN)


async def look_at_today(
    connection: AsyncConnection, viewer: Viewer, offer: Offer, *, gateway: Gateway, now: datetime
) -> Today:
    """The day of the viewer, whatever the role."""
    works = viewer.may(Permission.USE_WORKSPACE)
    return Today(
        recent=await recent_conversations(
            connection, gateway, person_id=viewer.person.id, limit=RECENT_LENGTH
        )
        if works
        else (),
        votes=await _votes(connection, viewer) if works else (),
        locked=await _locked(connection, viewer, now) if viewer.may(Permission.ADMINISTER_PEOPLE) else 0,
        steps=await _steps(connection, viewer, offer),
        news=tuple(usable.deployment for usable in offer.usable if works and _is_new(usable.deployment, now)),
        eras=await _eras(connection, viewer, now) if viewer.may(Permission.RUN_TRIAL) else (),
        ends=await rules_met(connection, organisation_id=viewer.organisation.id)
        if viewer.may(Permission.RUN_TRIAL)
        else (),
    )


async def _votes(connection: AsyncConnection, viewer: Viewer) -> tuple[ComparisonSummary, ...]:
    compared = await recent_comparisons(connection, person_id=viewer.person.id)
    return tuple(comparison for comparison in compared if not comparison.voted)[:VOTES_LENGTH]


async def _eras(connection: AsyncConnection, viewer: Viewer, now: datetime) -> tuple[EraNews, ...]:
    return await recent_eras(connection, organisation_id=viewer.organisation.id, since=now - NEWS_AGE)


async def _locked(connection: AsyncConnection, viewer: Viewer, now: datetime) -> int:
    """How many accounts of the organisation were locked within a day."""
    chosen = EventFilter(
        organisation_id=viewer.organisation.id, kind=GovernanceEvent.SIGN_IN_LOCKED, since=now - LOCKS_AGE
    )
    found = await list_events(connection, chosen, limit=_MOST_LOCKS)
    return len({event.object_id for event in found.events})


async def _steps(connection: AsyncConnection, viewer: Viewer, offer: Offer) -> tuple[Step, ...]:
    """The first steps that are not done, each for those who may do it."""
    steps: list[Step] = []
    if all(map(_is_no_model, offer.deployments)):
        steps += _ways_to_a_model(viewer)
    if viewer.may(Permission.ADMINISTER_KNOWLEDGE):
        steps += [Step.LOAD_REGULATIONS] * (not offer.readable)
    if viewer.may(Permission.ADMINISTER_PEOPLE):
        people = await list_people(connection, organisation_id=viewer.organisation.id, limit=_FEW_PEOPLE)
        steps += [Step.INVITE_PEOPLE] * (len(people) < _FEW_PEOPLE)
    return tuple(steps)


def _ways_to_a_model(viewer: Viewer) -> list[Step]:
    """Those who may connect a model do so; a ministry's administrator asks them."""
    if viewer.may(Permission.ADMINISTER_MODELS):
        return [Step.CONNECT_MODEL]
    return [Step.ASK_FOR_MODEL] * viewer.may(Permission.ADMINISTER_PEOPLE)


def _is_no_model(deployment: Deployment) -> bool:
    return deployment.protocol == WireProtocol.EXTRACT or not deployment.active


def _is_new(deployment: Deployment, now: datetime) -> bool:
    return now - deployment.created_at <= NEWS_AGE
