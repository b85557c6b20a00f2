"""What the page of budgets shows: each with what is spent of it, and what may be limited."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.catalogue import Deployment, DeploymentState, list_deployments, price_at, prices_of
from genkan.gateway.budgets import JAPAN, Account, Budget, BudgetScope, Month
from genkan.gateway.budgets.budget import MICRO
from genkan.gateway.budgets.store import list_budgets, spent_in
from genkan.gateway.keys.store import apps_of
from genkan.gateway.pages.reach import actor_names, is_administrator, is_operator
from genkan.governance import OrganisationKind, Viewer, list_organisations, list_people

NEARLY_SPENT = 0.8
MOST_PEOPLE_SHOWN = 20


@dataclass(frozen=True)
class Subject:
    """Something that may have a budget; ``value`` is what the form sends."""

    account: Account
    name: str

    @property
    def value(self) -> str:
        """The account as a text."""
        return ":".join(self.account)

    @property
    def is_everyone(self) -> bool:
        """Whether each person is meant that has no budget of their own."""
        return self.account.scope is BudgetScope.PERSON and not self.account.subject


@dataclass(frozen=True)
class BudgetRow:
    """A budget with what is spent of it, in yen; ``spent`` is ``None`` where it is that of each person."""

    subject: Subject
    yen: int
    spent: int | None
    set_at: datetime
    set_by: str
    allows_unpriced: bool
    may_change: bool

    @property
    def fraction(self) -> float:
        """How much of it is spent."""
        if self.spent is None:
            return 0.0
        return self.spent / self.yen if self.yen else 1.0

    @property
    def percent(self) -> int:
        """The same in hundredths, rounded down so that 100 means all of it."""
        return int(self.fraction * 100)


@dataclass(frozen=True)
class BudgetsView:
    """``rows`` are the budgets, ``bars`` what is drawn, ``nearly_spent`` those to be warned of."""

    month: Month
    rows: tuple[BudgetRow, ...]
    bars: tuple[BudgetRow, ...]
    nearly_spent: tuple[BudgetRow, ...]
    subjects: tuple[Subject, ...]
    without_price: tuple[Deployment, ...]


async def budgets_view(connection: AsyncConnection, viewer: Viewer, *, now: datetime) -> BudgetsView:
    """What the viewer may see: operators organisations and models, administrators what is theirs."""
    subjects = await _subjects(connection, viewer)
    names = {subject.account: subject for subject in subjects}
    budgets = [each for each in await list_budgets(connection) if _may_see(viewer, each.account, names)]
    actors = await actor_names(connection, [budget.set_by for budget in budgets])
    spent = await spent_in(connection, Month.of(now))
    rows = tuple(_row(each, viewer=viewer, names=names, spent=spent, actors=actors) for each in budgets)
    bars = tuple(sorted(_bars(rows, names=names, spent=spent), key=lambda row: -row.fraction))
    return BudgetsView(
        month=Month.of(now),
        rows=rows,
        bars=bars,
        nearly_spent=tuple(row for row in bars if row.fraction >= NEARLY_SPENT),
        subjects=tuple(each for each in subjects if _may_change(viewer, each.account)),
        without_price=await _without_price(connection, now=now),
    )


async def _subjects(connection: AsyncConnection, viewer: Viewer) -> tuple[Subject, ...]:
    """Everything whose budget the viewer may see, in the order of the form."""
    own, subjects = viewer.organisation, list[Subject]()
    if is_operator(viewer):
        subjects += await _of_the_installation(connection)
    elif is_administrator(viewer):
        subjects.append(Subject(Account(BudgetScope.ORGANISATION, own.id, ""), own.name))
    if is_administrator(viewer):
        subjects += await _of_the_organisation(connection, own.id)
    return tuple(subjects)


async def _of_the_installation(connection: AsyncConnection) -> list[Subject]:
    organisations = [
        Subject(Account(BudgetScope.ORGANISATION, each.id, ""), each.name)
        for each in await list_organisations(connection)
        if each.kind is not OrganisationKind.BUREAU
    ]
    deployments = await list_deployments(connection)
    models = {each.public_name for each in deployments if each.state is not DeploymentState.RETIRED}
    return organisations + [Subject(Account(BudgetScope.MODEL, "", name), name) for name in sorted(models)]


async def _of_the_organisation(connection: AsyncConnection, organisation_id: str) -> list[Subject]:
    apps = await apps_of(connection, organisation_id)
    people = await list_people(connection, organisation_id=organisation_id)
    return [
        Subject(Account(BudgetScope.PERSON, organisation_id, ""), ""),
        *(Subject(Account(BudgetScope.APP, organisation_id, app.name), app.shown) for app in apps),
        *(Subject(Account(BudgetScope.PERSON, organisation_id, each.id), each.name) for each in people),
    ]


def _may_see(viewer: Viewer, account: Account, names: Mapping[Account, Subject]) -> bool:
    own = account.organisation_id == viewer.organisation.id and is_administrator(viewer)
    return account in names or own


def _may_change(viewer: Viewer, account: Account) -> bool:
    if account.scope in (BudgetScope.ORGANISATION, BudgetScope.MODEL):
        return is_operator(viewer)
    return is_administrator(viewer)


def _row(
    budget: Budget,
    *,
    viewer: Viewer,
    names: Mapping[Account, Subject],
    spent: Mapping[Account, int],
    actors: Mapping[str, str],
) -> BudgetRow:
    account = budget.account
    subject = names.get(account) or Subject(account, account.subject)
    return BudgetRow(
        subject=subject,
        yen=budget.yen,
        spent=None if subject.is_everyone else spent.get(account, 0) // MICRO,
        set_at=budget.set_at,
        set_by=actors.get(budget.set_by, ""),
        allows_unpriced=budget.allows_unpriced,
        may_change=_may_change(viewer, account),
    )


def _bars(
    rows: tuple[BudgetRow, ...], *, names: Mapping[Account, Subject], spent: Mapping[Account, int]
) -> Iterator[BudgetRow]:
    """The budgets with what is spent; that of each person becomes those who spent most of it."""
    own = {row.subject.account for row in rows}
    for row in rows:
        if not row.subject.is_everyone:
            yield row
            continue
        people = [
            replace(row, subject=subject, spent=spent[account] // MICRO)
            for account, subject in names.items()
            if account.scope is BudgetScope.PERSON and account not in own and account in spent
        ]
        yield from sorted(people, key=lambda each: -each.fraction)[:MOST_PEOPLE_SHOWN]


async def _without_price(connection: AsyncConnection, *, now: datetime) -> tuple[Deployment, ...]:
    """The deployments of which nobody knows what a call costs, because no price is stated."""
    prices, day = await prices_of(connection), now.astimezone(JAPAN).date()
    active = await list_deployments(connection, state=DeploymentState.ACTIVE)
    held = {each.id: price_at(prices.get(each.id, ()), day) for each in active}
    return tuple(
        each
        for each in active
        if each.costs
        and ((price := held[each.id]) is None or price.input_price is None or price.output_price is None)
    )
