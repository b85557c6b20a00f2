"""An external app (外部アプリ): what a host knows of it, and the facts that decide what may go there."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from genkan.apps.app import App
from genkan.apps.gennai.registration import Registration
from genkan.catalogue import Answer, Deployment, DeploymentState, InformationClass

PROTOCOL = "gennai_app"
_MICRO = 1_000_000


class AppState(StrEnum):
    """Whether an app is offered to staff."""

    DRAFT = "draft"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> str:
        """The state in Japanese."""
        return {"draft": "下書き", "published": "公開中", "withdrawn": "公開停止"}[self.value]


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What an administrator states of the other side; policy reads what is not known as the less safe answer.

    ``place`` is a country code (ISO 3166). ``yen_per_run`` is what a run costs, ``None`` where nobody knows.
    ``takes_unread_files`` lets files leave that hold no text to be looked through. ``at_once`` is requests in flight.
    """

    operator: str = ""
    place: str = ""
    government_cloud: Answer = Answer.UNKNOWN
    ismap: Answer = Answer.UNKNOWN
    vendor_logging: Answer = Answer.UNKNOWN
    learning: Answer = Answer.UNKNOWN
    ceiling: InformationClass = InformationClass.ONE
    yen_per_run: Decimal | None = None
    takes_unread_files: bool = False
    at_once: int = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class ExternalApp:
    """An app as it stands in the records; its key is not among what is read with it.

    ``name`` identifies it to rules, budgets and switches, and never changes.
    """

    id: str
    organisation_id: str
    name: str
    state: AppState
    registration: Registration
    facts: Facts
    has_key: bool
    created_at: datetime
    updated_at: datetime

    @property
    def title(self) -> str:
        """The name that staff see."""
        return self.registration.name

    @property
    def offered(self) -> bool:
        """Whether staff may run it."""
        return self.state is AppState.PUBLISHED

    @property
    def fee(self) -> int | None:
        """What one run costs in millionths of a yen, where that is known."""
        price = self.facts.yen_per_run
        return None if price is None else int(price * _MICRO)

    def as_app(self) -> App:
        """The app as the pages of apps show it."""
        return App(
            id=self.id,
            title=self.title,
            purpose=self.registration.description,
            form=self.registration.form,
            notes=self.registration.how_to_use,
            owner=self.facts.operator,
            highest_class=self.facts.ceiling,
            needs_model=False,
            is_elsewhere=True,
        )

    def as_destination(self, *, trying: bool = False) -> Deployment:
        """The facts as policy reads those of a deployment; ``trying``: an administrator tries it before it is offered."""
        facts, takes_calls = self.facts, self.offered or trying
        return Deployment(
            id=self.id,
            title=self.title,
            protocol=PROTOCOL,
            public_name=f"app:{self.name}",
            place=facts.place,
            operator=facts.operator,
            government_cloud=facts.government_cloud,
            ismap=facts.ismap,
            vendor_logging=facts.vendor_logging,
            learning=facts.learning,
            ceiling=facts.ceiling,
            capacity=facts.at_once,
            state=DeploymentState.ACTIVE if takes_calls else DeploymentState.PAUSED,
            created_at=self.created_at,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class AllowedHost:
    """A host that may be asked without https and within a private network, and why."""

    organisation_id: str
    host: str
    reason: str
    allowed_at: datetime
    allowed_by: str
