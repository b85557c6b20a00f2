"""One trial: its protocol, how it stands, what comes next, what it can say, and its history."""

import asyncio
from dataclasses import dataclass
from datetime import date

from sqlalchemy.ext.asyncio import AsyncConnection
from starlette.requests import Request
from starlette.responses import Response

from genkan.apps import Apps
from genkan.governance import Permission, Role, Viewer, find_organisation, names_of
from genkan.kit import Clock, Problem
from genkan.storage import Database
from genkan.trial.pages.trial_looks import looks_at
from genkan.trial.pages.trial_parts import STATE_KINDS, surroundings_of, tell
from genkan.trial.pages.trial_power import Planned, expected_of, planned_of
from genkan.trial.protocol import (
    Difference,
    Ending,
    Examined,
    InterimLook,
    Item,
    Proposal,
    Protocol,
    SignedProtocol,
    Trial,
    TrialState,
    VendorsList,
    awaiting,
    day_in_japan,
    day_of,
    days_of_looks,
    differences,
    examine,
    find_ending,
    last_day_of_votes,
    latest_proposal,
    looks_of,
    proposers_of,
    protocols_of,
    read_draft,
    see_trial,
    vendors_lists_of,
)
from genkan.ui import Pages


@dataclass(frozen=True, kw_only=True)
class Edition:
    """A signed protocol in the history, with who signed first and what it changed."""

    signed: SignedProtocol
    proposer: str
    changes: tuple[Difference, ...]


@dataclass(frozen=True, kw_only=True)
class TrialView:
    """A trial as its page shows it; ``shown`` is the protocol in force, else that of the draft where it can be read."""

    trial: Trial
    title: str
    organisation: str
    examined: Examined
    proposal: Proposal | None
    changes: tuple[Difference, ...]
    editions: tuple[Edition, ...]
    names: dict[str, str]
    today: str
    ending: Ending | None = None
    looks: tuple[InterimLook, ...] = ()
    lists: tuple[VendorsList, ...] = ()

    @property
    def in_force(self) -> SignedProtocol | None:
        """The protocol in force."""
        return self.editions[-1].signed if self.editions else None

    @property
    def shown(self) -> Protocol | None:
        """What the page shows of the protocol."""
        return self.in_force.protocol if self.in_force else self.examined.protocol

    @property
    def has_moved_on(self) -> bool:
        """Whether the draft says something else than the protocol in force."""
        return self.in_force is not None and self.examined.protocol != self.in_force.protocol

    @property
    def rule_is_met(self) -> bool:
        """Whether a look found the sequential rule met."""
        return any(look.met for look in self.looks)

    @property
    def next_look(self) -> date | None:
        """The day of the next declared look; ``None`` without one."""
        taken = {look.number for look in self.looks}
        days = enumerate(days_of_looks(self.shown), start=1) if self.shown else ()
        return next((day for number, day in days if number not in taken), None)

    @property
    def votes_until(self) -> date | None:
        """The last day of votes, once nothing is assigned any more."""
        if self.ending is None or self.ending.waits or self.in_force is None:
            return None
        return last_day_of_votes(self.in_force.protocol, self.ending.day)

    @property
    def is_planned(self) -> bool:
        """Whether it is still to be decided whether the trial is worth its while."""
        return self.trial.state is TrialState.DRAFT


async def look_at_trial(
    connection: AsyncConnection, apps: Apps, viewer: Viewer, trial_id: str, *, clock: Clock
) -> TrialView:
    """Everything of a trial that the viewer may see. Raises ``TrialUnknown``."""
    trial = await see_trial(connection, viewer, trial_id)
    draft = read_draft(trial.draft)
    signed = await protocols_of(connection, trial.id)
    newest = signed[-1] if signed else None
    known = await surroundings_of(connection, apps, viewer, draft, clock=clock, trial_id=trial.id)
    proposal = awaiting(trial, await latest_proposal(connection, trial.id), newest)
    proposers = await proposers_of(connection, trial.id)
    ending = await find_ending(connection, trial.id)
    people = {*proposers.values(), *(each.signed_by for each in signed)}
    people |= {ending.asked_by, ending.signed_by} - {""} if ending else set()
    organisation = await find_organisation(connection, organisation_id=trial.organisation_id)
    return TrialView(
        trial=trial,
        title=newest.protocol.title if newest else draft.title,
        organisation=organisation.name if organisation else "",
        examined=examine(draft, known, before=newest.protocol if newest else None),
        proposal=proposal,
        changes=differences(newest.protocol, proposal.protocol) if newest and proposal else (),
        editions=_history(signed, proposers),
        names=await names_of(connection, sorted(people)),
        today=day_in_japan(clock()).isoformat(),
        ending=ending,
        looks=await looks_of(connection, trial.id),
        lists=await vendors_lists_of(connection, trial.id),
    )


def _history(signed: tuple[SignedProtocol, ...], proposers: dict[int, str]) -> tuple[Edition, ...]:
    before = (None, *signed)
    return tuple(
        Edition(
            signed=each,
            proposer=proposers.get(each.number, ""),
            changes=differences(earlier.protocol, each.protocol) if earlier else (),
        )
        for earlier, each in zip(before, signed, strict=False)
    )


async def render_trial(
    request: Request,
    database: Database,
    pages: Pages,
    apps: Apps,
    viewer: Viewer,
    trial_id: str,
    *,
    clock: Clock,
    planned: Planned | None = None,
    done: str = "",
    problem: Problem | None = None,
    reason: str = "",
    people: str = "",
) -> Response:
    """The page; the design is played while no transaction is open."""
    async with database.read() as connection:
        view = await look_at_trial(connection, apps, viewer, trial_id, clock=clock)
    expected = None
    if view.is_planned and view.shown is not None and len(view.shown.arms) > 1:
        plan = planned or planned_of(view.shown)
        expected = await asyncio.to_thread(expected_of, view.shown, plan)
    may_sign = viewer.may(Permission.SIGN_TRIAL) and Role.CAIO in viewer.person.roles
    return pages.render(
        request,
        "trial/trial.html",
        status=problem.status if problem else 200,
        view=view,
        day_of=day_of,
        findings=tell(request, pages, view.examined.findings),
        expected=expected,
        items={each.value: each for each in Item},
        state_kinds=STATE_KINDS,
        may_run=viewer.may(Permission.RUN_TRIAL),
        may_sign=may_sign and viewer.organisation.id == view.trial.organisation_id,
        looks=looks_at(view.trial, viewer),
        done=done,
        told=pages.explain(request, problem) if problem else None,
        reason=reason,
        people=people,
    )
