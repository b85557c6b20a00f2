"""A file, a folder or a ZIP on disk as a stream of files, one in memory at a time."""

from collections.abc import Iterator
from pathlib import Path

from genkan.knowledge.errors import TooLarge, UnreadableFile
from genkan.knowledge.parse import MAXIMUM_MEGABYTES, ZIP_MARKS, FileKind, clean_name, packed_kind
from genkan.knowledge.sources.archive import files_in_archive
from genkan.knowledge.sources.named_file import NamedFile


def files_at(path: Path) -> Iterator[NamedFile]:
    """Every file of a folder and its subfolders, hidden ones left out, of a ZIP, or the one file itself.

    Names are paths within the folder or the ZIP. What is wrong with a file stands in it.
    """
    if path.is_dir():
        for each in below(path):
            yield from files_named(each, name=each.relative_to(path).as_posix(), folder=True)
    else:
        yield from files_named(path, name=path.name)


def files_named(path: Path, *, name: str, folder: bool = False) -> Iterator[NamedFile]:
    """A file under a name of its own, or the files in it where it is a ZIP.

    Those in a ZIP of a ``folder`` have its name before theirs, so that two of them do not meet.
    """
    name = clean_name(name)
    try:
        if _is_archive(path):
            yield from files_in_archive(path, name=name, within=f"{name}/" if folder else "")
        elif path.stat().st_size > MAXIMUM_MEGABYTES * 1_000_000:
            yield NamedFile(name, problem=TooLarge(name=name, megabytes=MAXIMUM_MEGABYTES))
        else:
            yield NamedFile(name, path.read_bytes())
    except OSError:
        yield NamedFile(name, problem=UnreadableFile(name=name))


def _is_archive(path: Path) -> bool:
    with path.open("rb") as file:
        if not file.read(4).startswith(ZIP_MARKS):
            return False
    return packed_kind(path) is FileKind.ARCHIVE


def below(folder: Path) -> list[Path]:
    """The files of a folder and its subfolders in their order, hidden ones left out."""
    found = (path for path in folder.rglob("*") if not path.is_dir())
    return sorted(
        path for path in found if not any(part.startswith(".") for part in path.relative_to(folder).parts)
    )
