"""Beginning an app from a use case in words: kinds of work, each with a form and a prompt to start from."""

import tomllib
from dataclasses import dataclass
from importlib.resources import files
from typing import Annotated

import msgspec

from genkan.apps.app import Category
from genkan.apps.form.schema import read_form_text
from genkan.apps.making.content import Content

_ORDER = ("draft", "summarise", "rewrite", "extract", "answer", "check")


class _Written(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One file of ``use_cases``."""

    title: Annotated[str, msgspec.Meta(min_length=1, max_length=100)]
    explanation: Annotated[str, msgspec.Meta(min_length=1, max_length=400)]
    category: Category
    searches: bool = False
    checks: tuple[str, ...] = ()
    notes: str
    form: str
    system: str
    request: str


@dataclass(frozen=True)
class KindOfWork:
    """What an app is to do, and what it starts from; 「〔業務〕」 in its texts stands for the use case in words."""

    id: str
    title: str
    explanation: str
    beginning: Content


def kinds_of_work() -> tuple[KindOfWork, ...]:
    """All of them, in the order of the page."""
    return tuple(_read(name) for name in _ORDER)


def begun(kind: KindOfWork, *, title: str, use_case: str) -> Content:
    """The beginning of an app for a use case; braces in it are no instructions of the prompt."""
    plain = use_case.translate(str.maketrans({"{": "｛", "}": "｝"}))
    start = kind.beginning
    return Content(
        title=title,
        purpose=" ".join(use_case.split()),
        form=start.form,
        system=start.system.replace("〔業務〕", plain),
        request=start.request,
        notes=start.notes,
        category=start.category,
        searches=start.searches,
        checks=start.checks,
    )


def _read(name: str) -> KindOfWork:
    text = (files("genkan.apps.making") / "use_cases" / f"{name}.toml").read_text(encoding="utf-8")
    written = msgspec.convert(tomllib.loads(text), _Written)
    beginning = Content(
        title=written.title,
        purpose=written.explanation,
        form=read_form_text(written.form),
        system=written.system.strip(),
        request=written.request.strip(),
        notes=written.notes.strip(),
        category=written.category,
        searches=written.searches,
        checks=written.checks,
    )
    return KindOfWork(name, written.title, written.explanation, beginning)
