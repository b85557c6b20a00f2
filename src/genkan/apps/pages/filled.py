"""Reading what a browser sent with the form of an app."""

import unicodedata
from dataclasses import dataclass, field
from pathlib import PurePosixPath, PureWindowsPath

from starlette.datastructures import FormData, UploadFile

from genkan.apps.form.values import GivenFile
from genkan.catalogue import InformationClass

PREFIX = "field."
SHOW_ONLY = "show"
_LONGEST_NAME = 200
_CLASSES = {str(int(each)): each for each in InformationClass}


@dataclass(frozen=True)
class Sent:
    """The fields of the app by key, the files with them, and the choices that every form has.

    ``shows_only`` says that the previews of the form are to be shown and nothing is to be done yet.
    """

    values: dict[str, list[str]] = field(default_factory=dict[str, list[str]])
    files: dict[str, tuple[GivenFile, ...]] = field(default_factory=dict[str, tuple[GivenFile, ...]])
    information_class: InformationClass | None = None
    deployment_id: str = ""
    previous_id: str = ""
    run_id: str = ""
    shows_only: bool = False

    @property
    def was_sent(self) -> bool:
        """Whether a person pressed a button of the form, so that an empty choice is a choice."""
        return bool(self.run_id)

    @property
    def joined(self) -> dict[str, str]:
        """The values as a form shows them again; ticked boxes are joined with commas."""
        return {key: ",".join(each) for key, each in self.values.items()}


async def read_sent(form: FormData) -> Sent:
    """Everything that was sent, unchecked; keys of the app's own begin with ``PREFIX``."""
    values: dict[str, list[str]] = {}
    files: dict[str, tuple[GivenFile, ...]] = {}
    for name, value in form.multi_items():
        key = name.removeprefix(PREFIX)
        if not name.startswith(PREFIX):
            continue
        if isinstance(value, UploadFile):
            files[key] = (*files.get(key, ()), *await _given(value))
        else:
            values.setdefault(key, []).append(value)
    return Sent(
        values=values,
        files=files,
        information_class=_CLASSES.get(_text(form, "information_class")),
        deployment_id=_text(form, "deployment_id"),
        previous_id=_text(form, "previous_id"),
        run_id=_text(form, "run_id"),
        shows_only=bool(_text(form, SHOW_ONLY)),
    )


async def _given(upload: UploadFile) -> tuple[GivenFile, ...]:
    """The file, none where the browser sent an empty field."""
    if not upload.filename:
        return ()
    return (GivenFile(_name_of(upload.filename), await upload.read()),)


def _name_of(sent: str) -> str:
    name = PurePosixPath(PureWindowsPath(sent).as_posix()).name
    clean = "".join(each for each in unicodedata.normalize("NFC", name) if each.isprintable())
    return clean[-_LONGEST_NAME:] or "file"


def _text(form: FormData, name: str) -> str:
    value = form.get(name, "")
    return value.replace("\x00", "")[:100] if isinstance(value, str) else ""
