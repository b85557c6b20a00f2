"""Where SQL, commits and the present moment may stand."""

import ast
from collections.abc import Iterator

from tests.architecture.house import House, Module, Plant, Rule, Violation, at

PASSED_ON = {("sqlalchemy.ext.asyncio", "AsyncConnection")}
SQL_CALLS = frozenset({"execute", "exec_driver_sql", "stream", "scalar", "scalars"})
ENDING_CALLS = frozenset({"commit", "rollback"})
CLOCK_CALLS = frozenset(
    {"datetime.now", "datetime.utcnow", "datetime.today", "date.today", "time.time", "time.time_ns"}
)


def _holds_sql(module: Module) -> bool:
    return module.room == "storage" or "store" in module.parts


def _imported(module: Module) -> Iterator[tuple[ast.AST, str, str]]:
    for node in ast.walk(module.tree):
        if isinstance(node, ast.ImportFrom):
            yield from ((node, node.module or "", alias.name) for alias in node.names)
        if isinstance(node, ast.Import):
            yield from ((node, alias.name, "") for alias in node.names)


def _sql_imports(module: Module) -> Iterator[Violation]:
    for node, source, name in _imported(module):
        if source.split(".")[0] == "sqlalchemy" and (source, name) not in PASSED_ON:
            yield at(module, node, f"imports {name or source} from {source}")


def _connection_calls(module: Module, names: frozenset[str]) -> Iterator[Violation]:
    for call in module.calls():
        if isinstance(call.func, ast.Attribute) and call.func.attr in names:
            receiver = ast.unparse(call.func.value)
            if receiver.endswith("connection"):
                yield at(module, call, f"calls {receiver}.{call.func.attr}")


def _find_stray_sql(house: House) -> Iterator[Violation]:
    for module in house.modules.values():
        if not _holds_sql(module):
            yield from _sql_imports(module)
            yield from _connection_calls(module, SQL_CALLS)


def _find_commits(house: House) -> Iterator[Violation]:
    for module in house.modules.values():
        if module.room != "storage":
            yield from _connection_calls(module, ENDING_CALLS)


def _find_clocks(house: House) -> Iterator[Violation]:
    for module in house.modules.values():
        if module.name != "genkan.kit.clock":
            calls = ((call, ast.unparse(call.func)) for call in module.calls())
            yield from (at(module, call, f"calls {name}") for call, name in calls if name in CLOCK_CALLS)


SQL_IN_STORES = Rule(
    name="SQL stands only in store files and storage",
    reason="whoever asks what a room keeps, or what a query costs, has one file to read; both engines are tested there.",
    remedy="move the query to the room's store.py as a function that takes the connection first and returns frozen values; "
    "elsewhere only the type AsyncConnection is imported from SQLAlchemy.",
    find=_find_stray_sql,
    plant=Plant("policy/planted.py", "from sqlalchemy import select\n"),
)
NO_COMMITS = Rule(
    name="Nobody commits inside",
    reason="one request is one transaction: a commit half-way records a deed without its ledger event.",
    remedy="let Database.write() of storage end the transaction.",
    find=_find_commits,
    plant=Plant(
        "jobs/planted.py", "async def planted(connection: object) -> None:\n    await connection.commit()\n"
    ),
)
ONE_CLOCK = Rule(
    name="The present moment comes from the clock that was passed in",
    reason="a moment read from the machine cannot be set by a test and may lack its time zone.",
    remedy="take a `Clock` as parameter and call it; `system_clock` is passed in by cli and asgi.",
    find=_find_clocks,
    plant=Plant(
        "jobs/planted.py",
        "from datetime import datetime\n\n\ndef planted() -> object:\n    return datetime.now()\n",
    ),
)
