"""What is said to whom, and where outside engines are used."""

import ast
from collections.abc import Iterator

from tests.architecture.house import House, Module, Plant, Rule, Violation, at

ENGINES = {
    "aiosqlite": {"storage"},
    "alembic": {"storage"},
    "argon2": {"governance"},
    "babel": {"ui"},
    "botocore": {"providers"},
    "cryptography": {"apps", "evaluation"},
    "docx": {"apps", "knowledge"},
    "duckdb": {"trial"},
    "jinja2": {"apps", "trial", "ui"},
    "jpholiday": {"inquiry"},
    "lxml": {"knowledge"},
    "markdown_it": {"markdown", "ui"},
    "nh3": {"ui"},
    "numpy": {"evaluation", "knowledge", "trial"},
    "openpyxl": {"apps", "evaluation", "knowledge"},
    "opentelemetry": {"gateway"},
    "prometheus_client": {"gateway"},
    "pydantic_settings": {"settings"},
    "pypdfium2": {"knowledge"},
    "redis": {"gateway"},
    "rich": {"cli"},
    "sudachipy": {"apps", "knowledge"},
    "tantivy": {"knowledge"},
    "typer": {"cli"},
    "urllib3": {"fetch"},
    "uvicorn": {"asgi", "cli"},
    "weasyprint": {"apps"},
}
BROAD = frozenset({"Exception", "BaseException"})


def _find_prints(house: House) -> Iterator[Violation]:
    for module in house.modules.values():
        if module.room != "cli":
            calls = (
                call for call in module.calls() if ast.unparse(call.func) in {"print", "sys.stdout.write"}
            )
            yield from (at(module, call, "prints") for call in calls)


def _caught(handler: ast.ExceptHandler) -> set[str]:
    if handler.type is None:
        return {"BaseException"}
    types = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    return {ast.unparse(kind) for kind in types}


def _says_who_is_told(module: Module, handler: ast.ExceptHandler) -> bool:
    """Whether a comment on the ``except`` line, or on the next, says who is told."""
    near = module.lines[handler.lineno - 1 : handler.lineno + 1]
    return any("told" in line.partition("#")[2] for line in near)


def _find_broad_handlers(house: House) -> Iterator[Violation]:
    for module in house.modules.values():
        for node in ast.walk(module.tree):
            if (
                isinstance(node, ast.ExceptHandler)
                and _caught(node) & BROAD
                and not _says_who_is_told(module, node)
            ):
                yield at(module, node, "catches everything and does not say who is told")


def _imported_packages(module: Module) -> Iterator[tuple[ast.AST, str]]:
    for node in ast.walk(module.tree):
        if isinstance(node, ast.ImportFrom):
            yield node, (node.module or "").split(".")[0]
        if isinstance(node, ast.Import):
            yield from ((node, alias.name.split(".")[0]) for alias in node.names)


def _find_stray_engines(house: House) -> Iterator[Violation]:
    for module in house.modules.values():
        for node, package in _imported_packages(module):
            rooms = ENGINES.get(package, {module.room})
            if module.room not in rooms:
                yield at(module, node, f"imports {package}, which belongs to {' and '.join(sorted(rooms))}")


def _find_globals(house: House) -> Iterator[Violation]:
    for module in house.modules.values():
        nodes = (node for node in ast.walk(module.tree) if isinstance(node, ast.Global))
        yield from (at(module, node, f"changes the module's {', '.join(node.names)}") for node in nodes)


NO_PRINTS = Rule(
    name="Only the command line prints",
    reason="a line printed by a room reaches nobody when the room serves a page, and spoils the output of a command.",
    remedy="return a value and let cli print it, or log one sentence and one action.",
    find=_find_prints,
    plant=Plant("kit/planted.py", 'def planted() -> None:\n    print("hello")\n'),
)
NAMED_HANDLERS = Rule(
    name="A broad handler says who is told",
    reason="a handler that swallows what it cannot name loses votes, answers and records without a trace.",
    remedy="catch what you can name; where everything must be caught, say in a comment who is told and how.",
    find=_find_broad_handlers,
    plant=Plant(
        "kit/planted.py",
        "def planted() -> None:\n    try:\n        int('')\n    except Exception:\n        return\n",
    ),
)
ONE_ENGINE_ONE_ROOM = Rule(
    name="An outside engine is used in one room",
    reason="an engine that is known in one place can be replaced there, and its quirks are tested there.",
    remedy="ask the room that has the engine, through its front door; a new engine gets a line in ENGINES.",
    find=_find_stray_engines,
    plant=Plant("gateway/planted.py", "import tantivy\n"),
)
NO_MODULE_STATE = Rule(
    name="A module has no state",
    reason="state of a module is shared by all tests and all requests of a process, and by no other process.",
    remedy="make the part in asgi or cli and pass it in.",
    find=_find_globals,
    plant=Plant(
        "kit/planted.py", "count = 0\n\n\ndef planted() -> None:\n    global count\n    count += 1\n"
    ),
)
