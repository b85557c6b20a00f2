"""The tables of the reference pages, made from the code they describe.

``uv run python tests/docs/generated.py`` writes them between the marks of each page; the tests compare.
"""

import ast
import inspect
import json
import re
import sys
import tomllib
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from importlib.metadata import Distribution, distribution
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[2]
BEGIN, END = "<!-- generated: begin -->", "<!-- generated: end -->"
LICENCES = {
    "Apache 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "BSD License": "BSD-3-Clause",
    "Dual License": "Apache-2.0 OR BSD-3-Clause",
    "ISC License": "ISC",
    "MIT License": "MIT",
}


class Package(NamedTuple):
    """A distribution that an installation without tests contains, and who asks for it."""

    name: str
    licence: str
    wanted_by: tuple[str, ...]


def settings_table() -> str:
    """Every environment variable with its default and meaning."""
    from genkan.settings import Settings

    rows = ["| variable | default | meaning |", "|---|---|---|"]
    for name, field in Settings.model_fields.items():
        default = str(field.default).lower() if isinstance(field.default, bool) else str(field.default)
        default = f"`{default}`" if default else "(empty)"
        rows.append(f"| `GENKAN_{name.upper()}` | {default} | {field.description} |")
    return "\n".join(rows)


def runtime_packages() -> list[Package]:
    """The runtime dependencies of Genkan and theirs, by name."""
    wanted: dict[str, set[str]] = {}
    for wanter, name in _wants("genkan", extras=(), seen=set()):
        wanted.setdefault(name, set()).add(wanter)
    return [
        Package(name, licence_of(distribution(name)), tuple(sorted(wanted[name]))) for name in sorted(wanted)
    ]


def _wants(name: str, *, extras: tuple[str, ...], seen: set[tuple[str, ...]]) -> Iterator[tuple[str, str]]:
    if (name, *extras) in seen:
        return
    seen.add((name, *extras))
    for text in distribution(name).requires or []:
        requirement = Requirement(text)
        if _applies(requirement, extras):
            wanted = re.sub(r"[-_.]+", "-", requirement.name).lower()
            yield name, wanted
            yield from _wants(wanted, extras=tuple(sorted(requirement.extras)), seen=seen)


def _applies(requirement: Requirement, extras: tuple[str, ...]) -> bool:
    marker = requirement.marker
    newest = f"{sys.version_info.major}.{sys.version_info.minor}.99"  # the table is the same on each of its releases
    return marker is None or any(
        marker.evaluate({"extra": extra, "python_full_version": newest}) for extra in extras or ("",)
    )


def licence_of(package: Distribution) -> str:
    """The licence as the package's own metadata gives it, spelled as in the SPDX list."""
    metadata = package.metadata
    stated = metadata["License-Expression"] or metadata["License"] or _classified(package)
    return LICENCES.get(stated, stated)


def _classified(package: Distribution) -> str:
    classifiers = package.metadata.get_all("Classifier") or []
    return next((line.split(" :: ")[-1] for line in classifiers if line.startswith("License")), "")


def dependencies_table() -> str:
    """Every package of an installation with its licence."""
    rows = ["| package | licence | wanted by |", "|---|---|---|"]
    rows += [
        f"| {name} | {licence} | {', '.join(wanted_by)} |" for name, licence, wanted_by in runtime_packages()
    ]
    return "\n".join(rows)


def rooms_on_the_street() -> list[str]:
    """The rooms from the street down, as the import contract lists them."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    layers = next(contract["layers"] for contract in contracts if contract["type"] == "layers")
    return [room.strip() for layer in layers for room in layer.split("|") if room != "__main__"]


def rooms_table() -> str:
    """Every room with the docstring of its front door."""
    rows = ["| room | is |", "|---|---|"]
    for room in rooms_on_the_street():
        source = (ROOT / "src/genkan" / room / "__init__.py").read_text("utf-8")
        rows.append(f"| `{room}` | {ast.get_docstring(ast.parse(source))} |")
    return "\n".join(rows)


def commands_table() -> str:
    """Every command with what it does and what it takes."""
    from typer.main import get_command

    from genkan.cli import build

    rows = ["| command | does | takes |", "|---|---|---|"]
    rows += _command_rows(get_command(build(lambda _japanese, english: english)), path="genkan")
    return "\n".join(rows)


def _command_rows(command: Any, *, path: str) -> Iterator[str]:
    for name, inner in sorted(getattr(command, "commands", {}).items()):
        yield from _command_rows(inner, path=f"{path} {name}")
    if not hasattr(command, "commands"):
        arguments = [item for item in command.params if item.param_type_name == "argument"]
        options = [item for item in command.params if item.param_type_name == "option"]
        line = " ".join((path, *(item.name.upper() for item in arguments)))
        taken = [f"`{item.name.upper()}` {item.help}" for item in arguments]
        taken += [f"`{item.opts[0]}` {item.help}" for item in options]
        yield f"| `{line}` | {command.help} | {'<br>'.join(taken)} |"


def routes_table() -> str:
    """Every route of the application with who may call it; for others it does not exist."""
    rows = ["| route | for | does |", "|---|---|---|"]
    for route in sorted(application_routes(), key=lambda route: (route.path, sorted(route.methods))):
        methods = " ".join(sorted(route.methods))
        does = (inspect.getdoc(route.endpoint) or "").partition("\n")[0]
        rows.append(f"| `{methods} {route.path}` | {allowed(route)} | {does} |")
    return "\n".join(rows)


@cache
def application_routes() -> list[Any]:
    """The routes of the application with path, methods, endpoint and dependant, without those of the assets."""
    from fastapi.routing import APIRoute, iter_route_contexts

    from genkan.asgi import create_application
    from genkan.settings import Settings

    with TemporaryDirectory() as folder:
        application = create_application(Settings(data_folder=Path(folder)))
    contexts = iter_route_contexts(application.routes)
    return [context for context in contexts if isinstance(context.original_route, APIRoute)]


def allowed(route: Any) -> str:
    """Who may call the route: the permissions of its signature, ``key or workspace``, ``vendor``, ``signed in`` or ``anyone``."""
    calls = [call for call in _dependency_calls(route.dependant) if inspect.isfunction(call)]
    asked = [inspect.getclosurevars(call).nonlocals.get("permission") for call in calls]
    permissions = sorted({str(permission) for permission in asked if permission})
    if any(call.__name__ == "_identify_caller" for call in calls):
        return "key or workspace"
    if any(call.__name__ == "_signed_in_vendor" for call in calls):
        return "vendor"
    signed_in = any(call.__name__ == "_signed_in" for call in calls)
    return ", ".join(permissions) or ("signed in" if signed_in else "anyone")


def _dependency_calls(dependant: Any) -> Iterator[Callable[..., object]]:
    for inner in dependant.dependencies:
        yield inner.call
        yield from _dependency_calls(inner)


def opensearch_requests() -> str:
    """Every index of a search server as it is made, and every search as it is asked, by the code that does so."""
    return "\n\n".join(
        _shown_json(title, body) for title, body in [*_opensearch_indices(), *_opensearch_queries()]
    )


def _shown_json(title: str, body: object) -> str:
    return f"### {title}\n\n```json\n{json.dumps(body, ensure_ascii=False, indent=2)}\n```"


def _opensearch_indices() -> Iterator[tuple[str, object]]:
    from genkan.knowledge.opensearch import mapping

    yield "Index of passages", mapping.passages_index()
    yield "Index of articles", mapping.articles_index()
    yield "Index of the state", mapping.state_index()
    yield "Index of vectors", mapping.vectors_index(1024)
    yield "Index of the lease", mapping.lease_index()


def _opensearch_queries() -> Iterator[tuple[str, object]]:
    from genkan.knowledge.index import Wanted, WantedByMeaning, Weighted
    from genkan.knowledge.opensearch import queries

    retired, day = [queries.Span(4_200, 30)], date(2026, 11, 2)
    words = (Weighted("pairs", "宿泊", 1.0), Weighted("words", "支払う", 1.0, "支払っ"))
    shelf = frozenset({"0198-shelf"})
    wanted = Wanted(terms=words, phrases=(("旅費", "費規"),), collections=shelf)
    found = queries.of_build(queries.passages_query(wanted), ends=9_000, retired=retired, on=day)
    yield "Search by words, with a phrase, on a day", found
    one = Wanted(character="税", collections=shelf, documents=frozenset({"0198-law"}))
    yield "Search by one character in one document", queries.passages_query(one)
    counted = {str(place): queries.term_query(each._replace(weight=1.0)) for place, each in enumerate(words)}
    yield "How many passages hold each term", {"terms": {"filters": {"filters": counted}}}
    yield "Texts of an article of supplementary provisions", queries.texts_query("0198-law", "s1-3")
    meant = WantedByMeaning([0.1, 0.2], "model", shelf, None, day)
    near = queries.nearest_query(meant, limit=100, ends=9_000, retired=retired)
    yield "Search by meaning, with the first two of its numbers", near


def apps_table() -> str:
    """Every built-in app with its checks and whether it asks a model."""
    from importlib.resources import files

    from genkan.apps.built_in.registry import FOLDERS
    from genkan.apps.folder import read_app

    rows = ["| folder | app | does | form | checks of a prompt |", "|---|---|---|---|---|"]
    for folder in FOLDERS:
        app = read_app(files("genkan.apps.built_in") / folder)
        fields = " ".join(f"`{field.key}`" for field in app.form.asked)
        checks = " ".join(f"`{check}`" for check in app.checks) or "(its own)"
        rows.append(f"| `{folder}` | {app.title} (`{app.id}`) | {app.purpose} | {fields} | {checks} |")
    return "\n".join(rows)


TABLES: dict[str, Callable[[], str]] = {
    "docs/rooms.md": rooms_table,
    "docs/reference/cli.md": commands_table,
    "docs/reference/routes.md": routes_table,
    "docs/reference/settings.md": settings_table,
    "docs/reference/dependencies.md": dependencies_table,
    "docs/reference/opensearch.md": opensearch_requests,
    "docs/reference/apps.md": apps_table,
}


def written_table(page: str) -> str:
    """What stands between the marks of a page."""
    text = (ROOT / page).read_text("utf-8")
    return text.partition(BEGIN)[2].partition(END)[0].strip()


def write(page: str) -> None:
    """Put the page's table between its marks."""
    text = (ROOT / page).read_text("utf-8")
    before, after = text.partition(BEGIN)[0], text.partition(END)[2]
    (ROOT / page).write_text(f"{before}{BEGIN}\n{TABLES[page]()}\n{END}{after}", "utf-8")


if __name__ == "__main__":
    for name in sys.argv[1:] or TABLES:
        write(name)
