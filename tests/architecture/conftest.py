"""The package as it stands, and a copy of it in which violations are planted."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

from tests.architecture.house import ROOT, SOURCES, House, Plant, read_house

Planting = Callable[[Plant], AbstractContextManager[Path]]


@pytest.fixture(scope="session")
def house() -> House:
    """The package as it stands."""
    return read_house(SOURCES)


@pytest.fixture(scope="session")
def copied_sources(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the package beside a copy of ``pyproject.toml``; returns its ``src`` folder."""
    folder = tmp_path_factory.mktemp("planted")
    ignored = shutil.ignore_patterns("__pycache__", "assets", "*.mo", "*.md", "*.toml")
    shutil.copytree(SOURCES, folder / "src", ignore=ignored)
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder / "src"


@pytest.fixture
def planting(copied_sources: Path) -> Planting:
    """Puts a file into the copy for the length of a ``with`` block, and restores what stood there."""

    @contextmanager
    def plant(violation: Plant) -> Iterator[Path]:
        path = copied_sources / "genkan" / violation.path
        before = path.read_text("utf-8") if path.exists() else None
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(violation.source, "utf-8")
        yield copied_sources
        _restore(path, before)

    return plant


def _restore(path: Path, before: str | None) -> None:
    if before is not None:
        path.write_text(before, "utf-8")
        return
    path.unlink()
    if not any(path.parent.iterdir()):
        path.parent.rmdir()
