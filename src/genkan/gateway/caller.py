"""Who calls."""

from dataclasses import dataclass

from genkan.governance import Role
from genkan.policy import Rules

INSTALLATION = "system"


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks, a person or a program for which a person answers, and the rules of the organisation.

    Where the installation itself looks at its endpoints, person and organisation are ``INSTALLATION``.
    """

    person_id: str
    organisation_id: str
    roles: frozenset[Role]
    rules: Rules
    app: str = ""
    api_key_id: str | None = None
