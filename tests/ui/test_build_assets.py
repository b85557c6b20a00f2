"""The build: only what is used travels, and one message has one translation."""

import json
import re
from pathlib import Path

import pytest
from build_assets import ROOT, UI, build, used_tokens

TOKENS = ":root {\n  --blue: #00f;\n  --red: #f00;\n}\n"


def test_only_tokens_in_use_are_kept() -> None:
    assert used_tokens(TOKENS, used_in="a { color: var(--blue); }") == ":root{--blue:#00f;}\n"


def test_a_token_that_does_not_exist_is_not_used() -> None:
    sheets = "\n".join(path.read_text("utf-8") for path in (ROOT / UI / "static").glob("*.css"))
    built = (ROOT / UI / "assets" / "genkan.css").read_text("utf-8")
    declared = set(re.findall(r"(--[\w-]+)\s*:", built))
    assert set(re.findall(r"var\((--[\w-]+)", sheets)) <= declared


def test_the_lock_file_names_no_registry() -> None:
    lock = json.loads((ROOT / "package-lock.json").read_text("utf-8"))
    assert not any("resolved" in package for package in lock["packages"].values())
    assert all("integrity" in package for name, package in lock["packages"].items() if name)


def test_versions_are_exact() -> None:
    manifest = json.loads((ROOT / "package.json").read_text("utf-8"))
    versions = [*manifest["dependencies"].values(), *manifest["devDependencies"].values()]
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in versions)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A working copy with what the build reads, packages included."""
    for name in ("package.json", "package-lock.json", "node_modules"):
        (tmp_path / name).symlink_to(ROOT / name)
    locales = tmp_path / UI / "locales" / "en"
    locales.mkdir(parents=True)
    (tmp_path / UI / "static").symlink_to(ROOT / UI / "static")
    (locales / "one.po").write_text('msgid "甲"\nmsgstr "A"\n', "utf-8")
    return tmp_path


def test_a_build_makes_the_files_of_the_page(copy: Path) -> None:
    build(copy)
    assert {path.name for path in (copy / UI / "assets").iterdir()} == {
        *("files.js", "genkan.css", "genkan.js", "genkan.svg", "htmx.js"),
        *("htmx.LICENSE.txt", "design-tokens.LICENSE.txt"),
    }
    assert (copy / UI / "locales" / "en" / "LC_MESSAGES" / "genkan.mo").exists()


def test_two_rooms_may_not_translate_differently(copy: Path) -> None:
    (copy / UI / "locales" / "en" / "two.po").write_text('msgid "甲"\nmsgstr "B"\n', "utf-8")
    with pytest.raises(SystemExit, match="甲"):
        build(copy)
