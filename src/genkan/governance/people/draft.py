"""What an administrator types about a new person, put in order and looked over."""

import re
import unicodedata
from dataclasses import dataclass

from genkan.governance.errors import (
    FieldProblem,
    NameMissing,
    NameTooLong,
    RolesMissing,
    SignInNameMalformed,
)
from genkan.governance.roles import Role
from genkan.kit import storable

NAME_LIMIT = 100
_SIGN_IN_NAME = re.compile(r"[a-z0-9][a-z0-9._@-]{2,99}")


@dataclass(frozen=True)
class PersonDraft:
    """A person who has no account yet; ``bureau_id`` is a bureau of the organisation, or None."""

    name: str
    sign_in_name: str
    roles: frozenset[Role]
    bureau_id: str | None = None
    language: str = "ja"


def tidy_draft(draft: PersonDraft) -> PersonDraft:
    """The draft with its names as they are stored."""
    return PersonDraft(
        name=" ".join(storable(draft.name).split()),
        sign_in_name=normal_sign_in_name(draft.sign_in_name),
        roles=draft.roles,
        bureau_id=draft.bureau_id or None,
        language=draft.language,
    )


def normal_sign_in_name(text: str) -> str:
    """A sign-in name as it is stored and compared: narrow, lower case, without spaces around it."""
    return unicodedata.normalize("NFKC", storable(text)).strip().lower()


def problems_of(draft: PersonDraft) -> tuple[FieldProblem, ...]:
    """Everything wrong with a tidy draft by itself, in the order of the form."""
    problems: list[FieldProblem] = []
    if not draft.name:
        problems.append(NameMissing())
    if len(draft.name) > NAME_LIMIT:
        problems.append(NameTooLong(limit=NAME_LIMIT))
    if _SIGN_IN_NAME.fullmatch(draft.sign_in_name) is None:
        problems.append(SignInNameMalformed())
    if not draft.roles:
        problems.append(RolesMissing())
    return tuple(problems)
