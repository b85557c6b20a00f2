"""How rooms are entered."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from tests.architecture.house import House, Module, Plant, Rule, Violation, at, listed_names

JOINED_BY_ASGI = frozenset({"pages", "api"})


@dataclass(frozen=True)
class Entry:
    """One name that a module takes from the house: ``from source import name``."""

    node: ast.AST
    source: str
    name: str

    @property
    def room(self) -> str:
        """The room that is entered; empty for the package itself."""
        parts = self.source.split(".")
        return parts[1] if len(parts) > 1 else ""

    @property
    def is_inner(self) -> bool:
        """Whether the name comes from a file inside the room."""
        return self.source.count(".") > 1


def _entries(module: Module) -> Iterator[Entry]:
    for node in ast.walk(module.tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "genkan":
            yield from (Entry(node, node.module or "", alias.name) for alias in node.names)


def _unnamed(module: Module) -> Iterator[Violation]:
    for node in ast.walk(module.tree):
        if isinstance(node, ast.ImportFrom) and node.level:
            yield at(module, node, "imports relatively, so the room is not named")
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names if alias.name.startswith("genkan.")]
            yield from (at(module, node, f"imports {name} as a whole") for name in names)


def _across(house: House, module: Module, entry: Entry) -> str:
    """What is wrong with entering another room, or nothing."""
    if module.room == "asgi" and entry.is_inner and JOINED_BY_ASGI & set(entry.source.split(".")):
        return ""
    if entry.is_inner:
        return f"enters {entry.room} by {entry.source}"
    if entry.name not in house.names_in(entry.source):
        return f"takes {entry.name}, which {entry.source} does not offer in __all__"
    return ""


def _within(house: House, module: Module, entry: Entry) -> str:
    """What is wrong with an import inside a room, or nothing."""
    is_file = f"{entry.source}.{entry.name}" in house.modules
    own_door = f"genkan.{module.room}"
    if entry.source == own_door and not is_file and not module.is_migration:
        return f"takes {entry.name} from its own room's front door"
    return ""


def _package_itself(house: House, entry: Entry) -> str:
    is_room = f"genkan.{entry.name}" in house.modules
    return f"imports the room {entry.name} as a whole" if is_room else ""


def _fault(house: House, module: Module, entry: Entry) -> str:
    if not entry.room:
        return _package_itself(house, entry)
    return _within(house, module, entry) if entry.room == module.room else _across(house, module, entry)


def _find_side_doors(house: House) -> Iterator[Violation]:
    for module in house.modules.values():
        yield from _unnamed(module)
        faults = ((entry, _fault(house, module, entry)) for entry in _entries(module))
        yield from (at(module, entry.node, fault) for entry, fault in faults if fault)


def _order(name: str) -> tuple[int, str]:
    """Constants, then classes, then the rest, as ruff sorts them."""
    return (0 if name.isupper() else 1 if name[0].isupper() else 2, name)


def _bound_names(tree: ast.Module) -> set[str]:
    bound: set[str] = set()
    for node in tree.body:
        if isinstance(node, ast.ImportFrom | ast.Import):
            bound.update(alias.asname or alias.name for alias in node.names)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            bound.add(node.name)
        if isinstance(node, ast.Assign):
            bound.update(ast.unparse(target) for target in node.targets)
    return bound


def _door_faults(module: Module) -> Iterator[str]:
    names = listed_names(module.tree)
    if names != sorted(names, key=_order):
        yield "__all__ is not sorted"
    yield from (
        f"__all__ names {name}, which is not there" for name in names if name not in _bound_names(module.tree)
    )
    if (ast.get_docstring(module.tree) or "\n").count("\n"):
        yield "has no docstring of one line"
    if not names and any(isinstance(node, ast.ImportFrom) for node in module.tree.body):
        yield "imports names without an __all__"


def _find_untidy_doors(house: House) -> Iterator[Violation]:
    for module in house.modules.values():
        if module.is_package and module.source.strip():
            yield from (Violation(str(module.path), fault) for fault in _door_faults(module))


FRONT_DOORS = Rule(
    name="A room is entered by its front door",
    reason="what is inside a room can be changed freely only if nobody outside holds on to it.",
    remedy="write `from genkan.room import name`, and offer the name in that room's __all__ if it is meant for others; "
    "inside a room import from the file that has the name.",
    find=_find_side_doors,
    plant=Plant("catalogue/planted.py", "from genkan.storage.database import Database\n"),
)
TIDY_DOORS = Rule(
    name="A front door has one line of docstring and a sorted __all__ of names that exist",
    reason="the front door is the first thing a newcomer reads of a room, and docs/rooms.md is made of these lines.",
    remedy="sort __all__ (constants, classes, functions), remove names that are gone, and keep the docstring to one line.",
    find=_find_untidy_doors,
    plant=Plant("kit/planted/__init__.py", '"""A door."""\n\n__all__ = ["zeal", "absent"]\n\nzeal = 1\n'),
)
