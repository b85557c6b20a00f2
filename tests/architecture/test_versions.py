"""Every package that is installed is pinned to the version that the tests run with."""

import re
import tomllib
from importlib.metadata import distributions

import pytest

from tests.architecture.house import ROOT

TOOLS_OF_THE_ENVIRONMENT = frozenset({"pip", "setuptools", "uv", "wheel"})
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
PINS = PYPROJECT["tool"]["uv"]["constraint-dependencies"]


def canonical(name: str) -> str:
    """The name as registries compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def pinned() -> set[tuple[str, str]]:
    """Every (name, version) that is allowed on some platform."""
    requirements = (pin.partition(";")[0].strip().partition("==") for pin in PINS)
    return {(canonical(name), version) for name, _, version in requirements}


def test_every_pin_is_exact() -> None:
    assert [pin for pin in PINS if not re.match(r"^[a-z0-9.-]+==[^,*]+$", pin)] == []


def test_the_pins_are_sorted() -> None:
    names = [pin.partition("==")[0] for pin in PINS]
    assert names == sorted(names)


def test_every_installed_package_is_pinned() -> None:
    installed = {(canonical(found.name), found.version) for found in distributions()}
    ours = {
        (name, version) for name, version in installed if name not in {"genkan", *TOOLS_OF_THE_ENVIRONMENT}
    }
    loose = sorted(f"{name}=={version}" for name, version in ours - pinned())
    if loose:
        places = "\n".join(f"  {requirement}" for requirement in loose)
        pytest.fail(
            f"not pinned in [tool.uv] constraint-dependencies:\n{places}\n"
            "Reason: an installation of tomorrow must be the one that was tested today.\n"
            "Remedy: add or correct these lines, and run `uv lock`.",
            pytrace=False,
        )
