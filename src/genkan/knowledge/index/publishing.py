"""Bringing the build in force from one folder to another, so that many machines search the same index."""

import shutil
from pathlib import Path

import msgspec

from genkan.knowledge.index.generations import (
    MANIFEST,
    Files,
    bring_file,
    current_name,
    new_build,
    put_in_force,
)
from genkan.knowledge.index.records import Manifest
from genkan.knowledge.index.schema import FORMAT


def bring_over(source: Path, target: Path) -> bool:
    """Put the build in force in ``source`` in force in ``target`` too, and say whether it was not yet.

    Files that the build in force in ``target`` shares are not copied again; each copy is compared with the checksum
    that the builder wrote down. A build that is damaged, of another format, or taken away meanwhile is left alone.
    The caller holds the builder's lock of ``target``.
    """
    name, before = current_name(source), current_name(target)
    manifest = _manifest(source / name)
    if not name or name == before or manifest is None or manifest.format != FORMAT:
        return False
    held = _manifest(target / before) if before else None
    build = new_build(target, name=name)
    if not _copy(source / name, build, files=manifest.files, shared=target / before, held=held):
        shutil.rmtree(build)
        return False
    put_in_force(build)
    return True


def published_revisions(folder: Path) -> dict[str, int] | None:
    """From which revisions of the collections the build in force was made; ``None`` where there is none for us."""
    name = current_name(folder)
    manifest = _manifest(folder / name) if name else None
    return manifest.revisions if manifest and manifest.format == FORMAT else None


def _copy(source: Path, build: Path, *, files: Files, shared: Path, held: Manifest | None) -> bool:
    known = held.files if held else {}
    try:
        whole = all(
            bring_file(source / name, build / name, facts=facts, shared=shared / name, known=known.get(name))
            for name, facts in files.items()
        )
        if whole:
            shutil.copyfile(source / MANIFEST, build / MANIFEST)
    except FileNotFoundError:
        return False
    return whole


def _manifest(build: Path) -> Manifest | None:
    try:
        return msgspec.json.decode((build / MANIFEST).read_bytes(), type=Manifest)
    except (FileNotFoundError, NotADirectoryError, msgspec.DecodeError):
        return None
