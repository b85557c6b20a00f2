"""From a folder to an app; whatever is not in its form is refused with the file and the reason."""

import json
import tomllib
from dataclasses import replace
from importlib.resources.abc import Traversable
from typing import TypeVar

import msgspec

from genkan.apps.app import App, Example, Prompt
from genkan.apps.folder.errors import AppFolderInvalid
from genkan.apps.folder.manifest import Manifest, WrittenExample
from genkan.apps.form.faults import FormFaulty
from genkan.apps.form.field import FieldKind, Form
from genkan.apps.form.filling import fill
from genkan.apps.form.schema import read_form
from genkan.apps.form.values import GivenFile
from genkan.apps.named_collection import NamedCollection
from genkan.apps.prompt import check_prompt, names_in
from genkan.catalogue import InformationClass
from genkan.kit import Problem

PROVIDED = frozenset({"today", "found", "material"})
_Written = TypeVar("_Written")


def read_app(folder: Traversable) -> App:
    """The app in a folder: ``app.toml``, ``form.json``, ``examples/*.toml``, and mostly ``system.md`` and ``request.md``.

    A prompt may name the fields of the form and ``PROVIDED``. Raises ``AppFolderInvalid``.
    """
    manifest = _toml(folder, "app.toml", Manifest)
    form = _form(folder)
    prompt = _prompt(folder, form)
    values = msgspec.structs.asdict(manifest)
    form = _with_one_of(folder, form, values.pop("one_of"))
    values["highest_class"] = InformationClass(manifest.highest_class)
    values["collections"] = tuple(map(NamedCollection, manifest.collections))
    return App(**values, form=form, prompt=prompt, examples=_examples(folder, form))


def _form(folder: Traversable) -> Form:
    try:
        return read_form(json.loads((folder / "form.json").read_text(encoding="utf-8")))
    except (ValueError, Problem) as error:
        raise AppFolderInvalid(folder=folder.name, file="form.json", reason=str(error)) from error


def _with_one_of(folder: Traversable, form: Form, groups: tuple[tuple[str, ...], ...]) -> Form:
    unknown = {key for keys in groups for key in keys} - {field.key for field in form.asked}
    if unknown:
        raise AppFolderInvalid(
            folder=folder.name, file="app.toml", reason=f"unknown: {', '.join(sorted(unknown))}"
        )
    return replace(form, one_of=groups)


def _prompt(folder: Traversable, form: Form) -> Prompt | None:
    if not (folder / "request.md").is_file():
        return None
    texts = [(folder / name).read_text(encoding="utf-8") for name in ("system.md", "request.md")]
    known = {field.key for field in form.asked} | PROVIDED
    for name, text in zip(("system.md", "request.md"), texts, strict=True):
        _check(folder, name, text, known)
    return Prompt(*texts)


def _check(folder: Traversable, name: str, text: str, known: set[str]) -> None:
    try:
        check_prompt(text)
        unknown = names_in(text) - known
    except Problem as problem:
        raise AppFolderInvalid(folder=folder.name, file=name, reason=str(problem)) from problem
    if unknown:
        raise AppFolderInvalid(folder=folder.name, file=name, reason=f"unknown: {', '.join(sorted(unknown))}")


def _examples(folder: Traversable, form: Form) -> tuple[Example, ...]:
    place = folder / "examples"
    names = (
        sorted(file.name for file in place.iterdir() if file.name.endswith(".toml")) if place.is_dir() else []
    )
    return tuple(_example(place, name, form) for name in names)


def _example(place: Traversable, name: str, form: Form) -> Example:
    written = _toml(place, name, WrittenExample)
    of_files = {field.key for field in form.asked if field.kind is FieldKind.FILE}
    of_values = {field.key for field in form.asked} - of_files
    unknown = (set(written.values) - of_values) | (set(written.files) - of_files)
    if unknown:
        raise AppFolderInvalid(folder=place.name, file=name, reason=f"unknown: {', '.join(sorted(unknown))}")
    try:
        fill(form, {key: [value] for key, value in written.values.items()}, _files(written))
    except FormFaulty as faulty:
        reason = ", ".join(f"{fault.key}: {fault.sentence}" for fault in faulty.faults)
        raise AppFolderInvalid(folder=place.name, file=name, reason=reason) from faulty
    return Example(**msgspec.structs.asdict(written))


def _files(written: WrittenExample) -> dict[str, tuple[GivenFile, ...]]:
    return {
        key: tuple(GivenFile(name, text.encode()) for name, text in named.items())
        for key, named in written.files.items()
    }


def _toml(folder: Traversable, name: str, kind: type[_Written]) -> _Written:
    try:
        return msgspec.convert(tomllib.loads((folder / name).read_text(encoding="utf-8")), kind)
    except (OSError, tomllib.TOMLDecodeError, msgspec.ValidationError, UnicodeDecodeError) as error:
        raise AppFolderInvalid(folder=folder.name, file=name, reason=str(error)) from error
