"""A prompt template and who may use it."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from genkan.apps.prompts.gaps import gaps_in


class Reach(StrEnum):
    """Who sees a template (公開の範囲)."""

    PERSONAL = "personal"
    TEAM = "team"
    ORGANISATION = "organisation"


@dataclass(frozen=True, kw_only=True)
class PromptTemplate:
    """A text with gaps; ``team_id`` is empty unless it reaches a team."""

    id: str
    organisation_id: str
    person_id: str
    reach: Reach
    team_id: str
    title: str
    text: str
    created_at: datetime
    updated_at: datetime

    @property
    def gaps(self) -> tuple[str, ...]:
        """The names of what a person fills in."""
        return gaps_in(self.text)

    @property
    def mark(self) -> str:
        """What changes with all that a form holds, by which it knows whether somebody else saved meanwhile."""
        held = "\0".join((self.title, self.reach, self.team_id, self.text))
        return hashlib.sha256(held.encode()).hexdigest()[:16]
