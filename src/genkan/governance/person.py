"""Organisations, the people in them, and the person behind a request."""

from dataclasses import dataclass
from enum import StrEnum

from genkan.governance.roles import INSTALLATION_WIDE_ROLES, Permission, Role


class OrganisationKind(StrEnum):
    """What an organisation is; only a bureau has a parent."""

    MINISTRY = "ministry"
    BUREAU = "bureau"
    CITY = "city"


@dataclass(frozen=True)
class Organisation:
    """A ministry, a city, or a bureau of one."""

    id: str
    name: str
    kind: OrganisationKind
    parent_id: str | None


@dataclass(frozen=True)
class Person:
    """One person with an account; ``organisation_id`` is the ministry or city, never a bureau."""

    id: str
    organisation_id: str
    bureau_id: str | None
    name: str
    sign_in_name: str
    roles: frozenset[Role]
    language: str
    active: bool

    @property
    def is_installation_wide(self) -> bool:
        """Whether a role reaches beyond the organisation; its administrators may not touch the account."""
        return not self.roles.isdisjoint(INSTALLATION_WIDE_ROLES)


@dataclass(frozen=True)
class Viewer:
    """The signed-in person of a request."""

    person: Person
    organisation: Organisation
    session_id: str
    permissions: frozenset[Permission]

    def may(self, permission: Permission) -> bool:
        """Whether the viewer holds the permission."""
        return permission in self.permissions
