"""The forms of people as they were sent."""

from typing import Annotated

from fastapi import Form, Query
from pydantic import BaseModel, Field

from genkan.governance.errors import RoleNotGrantable
from genkan.governance.people.draft import PersonDraft, tidy_draft
from genkan.governance.roles import Role


class PersonForm(BaseModel):
    """A new person; ``bureau`` is an id or empty."""

    name: str = ""
    sign_in_name: str = ""
    bureau: str = ""
    roles: list[str] = Field(default_factory=lambda: list[str]())

    def draft(self, *, language: str) -> PersonDraft:
        """The same for those who add people; raises ``RoleNotGrantable`` for a role that does not exist."""
        roles = roles_of(self.roles)
        return tidy_draft(PersonDraft(self.name, self.sign_in_name, roles, self.bureau, language))


class ListQuery(BaseModel):
    """What part of the people is looked at."""

    q: str = Field("", max_length=100)
    bureau: str = Field("", max_length=36)
    page: int = Field(1, ge=1, le=100_000)


PersonFields = Annotated[PersonForm, Form()]
ListFields = Annotated[ListQuery, Query()]


def roles_of(values: list[str]) -> frozenset[Role]:
    """The roles with these values; raises ``RoleNotGrantable`` for one that does not exist."""
    if not set(values) <= {role.value for role in Role}:
        raise RoleNotGrantable
    return frozenset(Role(value) for value in values)
