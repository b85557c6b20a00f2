"""Reading a folder of TOML files, strictly: each is one fact of a form, and its name is the id of the fact."""

import tomllib
from collections.abc import Callable, Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Protocol, TypeVar

import msgspec

from genkan.catalogue.errors import ModelFileInvalid


class Identified(Protocol):
    """A fact with an id."""

    @property
    def id(self) -> str: ...


Fact = TypeVar("Fact", bound=Identified)


def read_folder(
    folder: Traversable | None,
    *,
    usual: str,
    form: type[Fact],
    contradictions: Callable[[Fact], Iterator[str]],
) -> tuple[Fact, ...]:
    """The facts of a folder, ordered by file name; without one, those of the folder ``usual`` of this package.

    Raises ``ModelFileInvalid`` with the file and what is not in its form, or what ``contradictions`` finds.
    """
    folder = folder or files("genkan.catalogue") / usual
    named = {file.name: file for file in folder.iterdir() if file.name.endswith(".toml")}
    return tuple(_read(named[name], form, contradictions) for name in sorted(named))


def _read(file: Traversable, form: type[Fact], contradictions: Callable[[Fact], Iterator[str]]) -> Fact:
    try:
        fact = msgspec.convert(tomllib.loads(file.read_text(encoding="utf-8")), form)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError, UnicodeDecodeError) as error:
        raise ModelFileInvalid(file=file.name, reason=str(error)) from error
    if file.name != f"{fact.id}.toml":
        raise ModelFileInvalid(file=file.name, reason=f"id is not the name of the file: {fact.id}")
    for reason in contradictions(fact):
        raise ModelFileInvalid(file=file.name, reason=reason)
    return fact
