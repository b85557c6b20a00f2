"""A file, a folder or a ZIP on disk as a stream of files, one in memory at a time."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from genkan.knowledge.errors import FileProblem, TooLarge, UnreadableFile
from genkan.knowledge.parse import MAXIMUM_MEGABYTES, ZIP_MARKS, FileKind, clean_name, packed_kind
from genkan.knowledge.sources.archive import ArchiveLimits, files_packed
from genkan.knowledge.sources.errors import NotAFile, OutsideFolder
from genkan.knowledge.sources.named_file import NamedFile

_MOST = MAXIMUM_MEGABYTES * 1_000_000


def files_at(path: Path) -> Iterator[NamedFile]:
    """Every file of a folder and its subfolders, hidden ones left out, of a ZIP, or the one file itself.

    Names are paths within the folder or the ZIP. What is wrong with a file stands in it.
    """
    if path.is_dir():
        for each in below(path):
            yield from files_named(each, name=each.relative_to(path).as_posix(), folder=path)
    else:
        yield from files_named(path, name=path.name)


def files_named(
    path: Path, *, name: str, folder: Path | None = None, limits: ArchiveLimits | None = None
) -> Iterator[NamedFile]:
    """A file under a name of its own, or the files in it where it is a ZIP.

    Of a ``folder``, only what really lies in it is read, and those in a ZIP have its name before theirs, so that two of
    them do not meet.
    """
    name = clean_name(name)
    try:
        with _opened(path, name=name, folder=folder) as file:
            if _is_archive(file, name=name):
                within = f"{name}/" if folder else ""
                yield from files_packed(file, name=name, within=within, limits=limits)
            else:
                yield _whole(file, name=name)
    except FileProblem as problem:
        yield NamedFile(name, problem=problem)
    except (OSError, RuntimeError):
        yield NamedFile(name, problem=UnreadableFile(name=name))


def below(folder: Path) -> list[Path]:
    """The files of a folder and its subfolders in their order, hidden ones left out, and the links to folders elsewhere."""
    root = folder.resolve()
    found = (path for path in folder.rglob("*") if not path.is_dir() or _leads_out(path, root))
    return sorted(
        path for path in found if not any(part.startswith(".") for part in path.relative_to(folder).parts)
    )


def _opened(path: Path, *, name: str, folder: Path | None) -> BinaryIO:
    """The file, opened so that nothing but a file is waited for. Raises a ``FileProblem`` or ``OSError``."""
    place = path.resolve()
    if folder is not None and not place.is_relative_to(folder.resolve()):
        raise OutsideFolder(name=name)
    descriptor = os.open(place, os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW | os.O_CLOEXEC)
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise NotAFile(name=name)
    return os.fdopen(descriptor, "rb")


def _leads_out(path: Path, root: Path) -> bool:
    return path.is_symlink() and not path.resolve().is_relative_to(root)


def _whole(file: BinaryIO, *, name: str) -> NamedFile:
    """All of a file, also of one that gives more than its size says."""
    file.seek(0)
    too_large = TooLarge(name=name, megabytes=MAXIMUM_MEGABYTES)
    if os.fstat(file.fileno()).st_size > _MOST:
        return NamedFile(name, problem=too_large)
    content = file.read(_MOST + 1)
    return NamedFile(name, content) if len(content) <= _MOST else NamedFile(name, problem=too_large)


def _is_archive(file: BinaryIO, *, name: str) -> bool:
    return file.read(4).startswith(ZIP_MARKS) and packed_kind(file, name=name) is FileKind.ARCHIVE
