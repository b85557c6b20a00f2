"""Which passwords a person may choose: long ones that nobody tries first. No rules of composition."""

import unicodedata
from collections.abc import Iterator
from importlib.resources import files
from typing import Protocol

from genkan.governance.errors import (
    FieldProblem,
    PasswordCommon,
    PasswordGuessable,
    PasswordsDiffer,
    PasswordTooLong,
    PasswordTooShort,
)

SHORTEST = 12
LONGEST = 200
_PRODUCT_NAMES = ("genkan", "玄関")
_FEWEST_CHARACTERS = 4
_FEWEST_BESIDES_NAMES = 8


class Named(Protocol):
    """Who chooses a password: what others know of this person may not make it up."""

    @property
    def name(self) -> str: ...
    @property
    def sign_in_name(self) -> str: ...


def password_problems(password: str, *, again: str, person: Named) -> tuple[FieldProblem, ...]:
    """What is wrong with the password that ``person`` typed twice; nothing where it may be used."""
    return tuple(_problems(unicodedata.normalize("NFKC", password), password != again, person))


def _problems(password: str, differs: bool, person: Named) -> Iterator[FieldProblem]:
    if len(password) < SHORTEST:
        yield PasswordTooShort(limit=SHORTEST)
    elif len(password) > LONGEST:
        yield PasswordTooLong(limit=LONGEST)
    elif len(set(password.casefold())) < _FEWEST_CHARACTERS or password.casefold() in _common():
        yield PasswordCommon()
    elif len(_without_names(password.casefold(), person)) < _FEWEST_BESIDES_NAMES:
        yield PasswordGuessable()
    if differs:
        yield PasswordsDiffer()


def _common() -> frozenset[str]:
    text = (files("genkan.governance") / "sign_in" / "common_passwords.txt").read_text(encoding="utf-8")
    return frozenset(unicodedata.normalize("NFKC", text).split())


def _without_names(password: str, person: Named) -> str:
    """What is left of the password when everything that others know of the person is cut out."""
    own = (person.sign_in_name, "".join(person.name.split()), *person.name.split())
    for name in sorted({*own, *_PRODUCT_NAMES}, key=len, reverse=True):
        password = password.replace(name.casefold(), "")
    return password
