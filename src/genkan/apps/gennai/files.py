"""Files as they travel: in base64, grouped by the key of their field."""

import base64
import binascii
import unicodedata
from collections.abc import Iterable, Mapping, Sequence

from genkan.apps.form.values import GivenFile
from genkan.apps.gennai.errors import FileUnreadable
from genkan.apps.gennai.objects import Object, objects_in, text_in
from genkan.kit import storable

Files = Mapping[str, tuple[GivenFile, ...]]

_LONGEST_NAME = 200


def write_files(files: Files) -> list[dict[str, object]]:
    """The files of each key, in the order of the form."""
    return [
        {"key": key, "files": [{"filename": file.name, "content": _encoded(file.content)} for file in given]}
        for key, given in files.items()
        if given
    ]


def read_files(value: object) -> Files:
    """The files by key. Raises ``FileUnreadable``."""
    found: dict[str, tuple[GivenFile, ...]] = {}
    for group in objects_in(value):
        key = text_in(group, "key")
        found[key] = found.get(key, ()) + _named(objects_in(group.get("files")), "filename", "display_name")
    return found


def write_artifacts(artifacts: Iterable[GivenFile], *, name_of_content: str) -> list[dict[str, object]]:
    """Files that an app made; the key of the content is ``content`` or, in a status, ``contents``."""
    return [{"display_name": file.name, name_of_content: _encoded(file.content)} for file in artifacts]


def read_artifacts(value: object) -> tuple[GivenFile, ...]:
    """Files that an app made, under either name of their content. Raises ``FileUnreadable``."""
    return _named(objects_in(value), "display_name", "filename", "name")


def safe_name(name: str) -> str:
    """The last part of a path in NFC, without what no file name may hold."""
    last = storable(name).replace("\\", "/").rpartition("/")[2]
    plain = "".join(letter for letter in unicodedata.normalize("NFC", last) if letter.isprintable())
    return plain.strip(" .")[-_LONGEST_NAME:] or "file"


def _named(given: Sequence[Object], *names: str) -> tuple[GivenFile, ...]:
    return tuple(_file(each, safe_name(text_in(each, *names))) for each in given)


def _file(given: Object, name: str) -> GivenFile:
    content = given.get("content", given.get("contents"))
    if not isinstance(content, str):
        raise FileUnreadable(name=name)
    return GivenFile(name, _decoded(content, name=name))


def _decoded(text: str, *, name: str) -> bytes:
    """The bytes; some send the address form of a browser, some break lines."""
    if text.startswith("data:"):
        text = text.partition(",")[2]
    compact = "".join(text.split())
    try:
        return base64.b64decode(compact + "=" * (-len(compact) % 4), validate=True)
    except (binascii.Error, ValueError) as error:
        raise FileUnreadable(name=name) from error


def _encoded(content: bytes) -> str:
    return base64.b64encode(content).decode("ascii")
