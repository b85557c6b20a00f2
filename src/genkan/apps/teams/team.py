"""A team (チーム) and the people in it."""

from dataclasses import dataclass
from enum import StrEnum


class TeamRole(StrEnum):
    """What a person may do in a team: an administrator also looks after its members and its apps."""

    ADMINISTRATOR = "administrator"
    MEMBER = "member"


@dataclass(frozen=True)
class Team:
    """People of one organisation who own apps."""

    id: str
    organisation_id: str
    name: str


@dataclass(frozen=True)
class Member:
    """A person in a team."""

    person_id: str
    role: TeamRole


@dataclass(frozen=True)
class Membership:
    """A team as one of its people sees it."""

    team: Team
    role: TeamRole

    @property
    def administers(self) -> bool:
        """Whether that person looks after the team."""
        return self.role is TeamRole.ADMINISTRATOR
