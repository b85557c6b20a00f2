"""Trials are fetched through who may see them; what a draft is checked against is read from the records."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.apps import Offers
from genkan.catalogue import list_deployments
from genkan.governance import Permission, Person, Viewer, list_organisations
from genkan.trial.protocol import store
from genkan.trial.protocol.check import CHAT, COMPARE, Surroundings, day_in_japan
from genkan.trial.protocol.draft import ProtocolDraft
from genkan.trial.protocol.errors import TrialUnknown
from genkan.trial.protocol.item import Item
from genkan.trial.protocol.trial import Running, Trial
from genkan.trial.protocol.vendors_staff import entries_that_mean

TITLES = {COMPARE: "回答の比較", CHAT: "チャット"}


async def see_trial(connection: AsyncConnection, viewer: Viewer, trial_id: str) -> Trial:
    """The trial, if the viewer may see it. Raises ``TrialUnknown``."""
    trial = await store.find_trial(connection, trial_id)
    if trial is None or not await _may_see(connection, viewer, trial):
        raise TrialUnknown
    return trial


async def see_trials(connection: AsyncConnection, viewer: Viewer) -> tuple[Trial, ...]:
    """The trials that the viewer may see, the newest first."""
    return tuple(
        [each for each in await store.list_trials(connection) if await _may_see(connection, viewer, each)]
    )


async def _may_see(connection: AsyncConnection, viewer: Viewer, trial: Trial) -> bool:
    """Those who run or audit trials see all; others those of their organisation, and those it takes part in."""
    own = viewer.organisation.id
    if trial.organisation_id == own or any(
        map(viewer.may, (Permission.RUN_TRIAL, Permission.READ_WHOLE_LEDGER))
    ):
        return True
    signed = await store.protocol_in_force(connection, trial.id) if trial.state.is_signed else None
    return signed is not None and own in {each.organisation for each in signed.protocol.organisations}


async def read_surroundings(
    connection: AsyncConnection,
    offers: Offers,
    *,
    now: datetime,
    draft: ProtocolDraft,
    viewer: Viewer | None = None,
    trial_id: str = "",
) -> Surroundings:
    """What a draft is checked against; the apps are those of the draft, and those that are offered to the viewer.

    ``trial_id`` is the trial of the draft, empty where there is none yet.
    """
    offered = await offers.offered_to(connection, viewer) if viewer else ()
    wanted = {row.get("task", "") for row in draft.tasks} - {"", *TITLES}
    named = [await offers.find(connection, task) for task in sorted(wanted)]
    apps = {each.app.id: each.app for each in offered}
    apps |= {task: each.app for task, each in zip(sorted(wanted), named, strict=True) if each}
    organisations = await list_organisations(connection)
    named_list = draft.values.get(Item.VENDORS_STAFF.value, "")
    is_kept = bool(named_list) and await store.is_list_kept(connection, trial_id, named_list)
    return Surroundings(
        today=day_in_japan(now),
        deployments={each.id: each for each in await list_deployments(connection)},
        organisations={each.id: each.name for each in organisations if each.parent_id is None},
        tasks={**TITLES, **{key: app.title for key, app in apps.items()}},
        elsewhere=frozenset(key for key, app in apps.items() if app.is_elsewhere),
        vendors_lists=frozenset({named_list} if is_kept else ()),
    )


async def is_vendors_staff(connection: AsyncConnection, running: Running, person: Person) -> bool:
    """Whether the protocol leaves vendors' staff out and the person was declared to be of them."""
    if not running.protocol.exclusions.without_vendors_staff:
        return False
    return await store.is_any_listed(connection, running.id, entries_that_mean(person.sign_in_name))
