"""Throwing and lifting a kill switch: the deed, its record and the word to every process in one transaction."""

from dataclasses import asdict, replace

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.catalogue import list_deployments
from genkan.gateway.events import GatewayEvent
from genkan.gateway.keys.store import apps_of, list_apps
from genkan.gateway.switches import store
from genkan.gateway.switches.errors import (
    ReasonMissing,
    ScopeOutOfReach,
    StoppedAlready,
    SubjectUnknown,
    SwitchUnknown,
)
from genkan.gateway.switches.switch import Scope, Switch, SwitchDraft
from genkan.governance import Ledger, find_organisation
from genkan.kit import Clock, digest, new_id
from genkan.storage import note_change

TOPIC = "switches"
LONGEST_REASON = 200
_OWN_SCOPES = frozenset({Scope.ORGANISATION, Scope.APP})


async def throw_switch(
    connection: AsyncConnection,
    draft: SwitchDraft,
    *,
    within: str | None,
    ledger: Ledger,
    clock: Clock,
    actor: str,
) -> Switch:
    """Stop something; calls in flight that fall under it are cut. Raises the errors under ``SwitchRefused``.

    ``within`` is the organisation whose administrator acts, ``None`` for operators; ``actor`` as in the ledger.
    """
    await _check(connection, draft, within=within)
    values = asdict(replace(draft, reason=draft.reason.strip()))
    switch = Switch(
        **values, id=new_id(clock), thrown_at=clock(), thrown_by=actor, by_operators=within is None
    )
    await store.add_switch(connection, switch)
    await _record(connection, switch, GatewayEvent.SWITCH_THROWN, ledger=ledger, actor=actor)
    return switch


async def lift_switch(
    connection: AsyncConnection,
    switch_id: str,
    *,
    within: str | None,
    ledger: Ledger,
    clock: Clock,
    actor: str,
) -> Switch:
    """Let calls pass again. Raises ``SwitchUnknown`` where it is not in force or not in reach."""
    switch = next((found for found in await store.in_force(connection) if found.id == switch_id), None)
    if switch is None or not switch.may_be_lifted_within(within):
        raise SwitchUnknown
    await store.lift(connection, switch_id, at=clock(), by=actor)
    await _record(connection, switch, GatewayEvent.SWITCH_LIFTED, ledger=ledger, actor=actor)
    return switch


async def _check(connection: AsyncConnection, draft: SwitchDraft, *, within: str | None) -> None:
    if within is not None and (draft.scope not in _OWN_SCOPES or draft.organisation_id != within):
        raise ScopeOutOfReach
    if not 0 < len(draft.reason.strip()) <= LONGEST_REASON:
        raise ReasonMissing(longest=LONGEST_REASON)
    await _check_subject(connection, draft)
    for other in await store.in_force(connection):
        same = (other.scope, other.subject, other.organisation_id)
        if same == (draft.scope, draft.subject, draft.organisation_id):
            raise StoppedAlready


async def _check_subject(connection: AsyncConnection, draft: SwitchDraft) -> None:
    """A switch for a name that nobody bears would stop nothing, and nobody would notice."""
    organisation_id = draft.organisation_id
    if (
        organisation_id is not None
        and await find_organisation(connection, organisation_id=organisation_id) is None
    ):
        raise SubjectUnknown(subject=organisation_id[:100])
    known = await _known_subjects(connection, draft)
    if draft.subject not in known:
        raise SubjectUnknown(subject=draft.subject[:100])


async def _known_subjects(connection: AsyncConnection, draft: SwitchDraft) -> set[str]:
    match draft.scope:
        case Scope.MODEL:
            return {deployment.public_name for deployment in await list_deployments(connection)}
        case Scope.APP:
            owner = draft.organisation_id
            apps = await apps_of(connection, owner) if owner else await list_apps(connection)
            return {app.name for app in apps}
        case Scope.ORGANISATION:
            return {""} if draft.organisation_id else set()
        case Scope.EVERYTHING:
            return {""}


async def _record(
    connection: AsyncConnection, switch: Switch, event: GatewayEvent, *, ledger: Ledger, actor: str
) -> None:
    """The ledger keeps the digest of the reason, which people wrote freely."""
    await ledger.record(
        connection,
        event,
        actor=actor,
        organisation_id=switch.organisation_id,
        object_id=switch.id,
        details={
            "scope": switch.scope,
            "subject": switch.subject,
            "reason_digest": digest(switch.reason),
            "by_operators": switch.by_operators,
        },
    )
    await note_change(connection, TOPIC)
