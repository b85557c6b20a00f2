"""A kill switch: what is stopped, since when, and why."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from genkan.gateway.switches.errors import ModelStopped, Stopped


class Scope(StrEnum):
    """What a switch stops."""

    EVERYTHING = "everything"
    MODEL = "model"
    ORGANISATION = "organisation"
    APP = "app"

    @property
    def label(self) -> str:
        """The scope in Japanese."""
        return _LABELS[self]


_LABELS = {
    Scope.EVERYTHING: "全ての利用",
    Scope.MODEL: "モデル",
    Scope.ORGANISATION: "組織",
    Scope.APP: "アプリ",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SwitchDraft:
    """What is to be stopped, and why.

    ``subject`` is a public model name or the name of an app; ``organisation_id`` the organisation that is stopped, or
    whose app is, ``None`` for the app of that name in all of them.
    """

    scope: Scope
    reason: str
    subject: str = ""
    organisation_id: str | None = None

    def stops(self, *, model: str, organisation_id: str, app: str) -> bool:
        """Whether a call to the model from the organisation's app falls under it."""
        match self.scope:
            case Scope.EVERYTHING:
                return True
            case Scope.MODEL:
                return self.subject == model
            case Scope.ORGANISATION:
                return self.organisation_id == organisation_id
            case Scope.APP:
                return self.subject == app and self.organisation_id in (None, organisation_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Switch(SwitchDraft):
    """A switch as it stands in the records; ``thrown_by`` and ``lifted_by`` as actors in the ledger.

    ``by_operators``: it was thrown for the whole installation, so no administrator of one organisation lifts it.
    """

    id: str
    thrown_at: datetime
    thrown_by: str
    by_operators: bool
    lifted_at: datetime | None = None
    lifted_by: str | None = None

    @property
    def in_force(self) -> bool:
        """Whether it stops anything."""
        return self.lifted_at is None

    def error(self) -> Stopped:
        """What a call is told that falls under it."""
        return (ModelStopped if self.scope is Scope.MODEL else Stopped)(reason=self.reason)

    def may_be_lifted_within(self, organisation_id: str | None) -> bool:
        """Whether who reaches over this organisation, or with ``None`` over all, may lift it."""
        if organisation_id is None:
            return True
        return self.organisation_id == organisation_id and not self.by_operators
