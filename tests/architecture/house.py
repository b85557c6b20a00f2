"""The package as data: every module parsed once, so that a rule is a function from modules to violations."""

import ast
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCES = ROOT / "src"
TEXT_SUFFIXES = frozenset({".css", ".html", ".js", ".py"})
BUILT = frozenset({"__pycache__", "assets"})


@dataclass(frozen=True, repr=False)
class Module:
    """One file of Python: its dotted name, the room it stands in (empty for the package's own files), and its tree."""

    name: str
    path: Path
    source: str
    tree: ast.Module

    @property
    def parts(self) -> tuple[str, ...]:
        """The dotted name without ``genkan``."""
        return tuple(self.name.split(".")[1:])

    @property
    def room(self) -> str:
        """The first part of the name below ``genkan``."""
        return self.parts[0] if self.parts else ""

    @property
    def is_package(self) -> bool:
        """Whether this is the front door of a folder."""
        return self.path.name == "__init__.py"

    @property
    def is_migration(self) -> bool:
        """Whether this is a step of the database's history: a list of columns, run by Alembic from outside."""
        return self.parts[:2] == ("storage", "migrations")

    @property
    def lines(self) -> list[str]:
        """The source by line; the first has index 0."""
        return self.source.splitlines()

    def calls(self) -> Iterator[ast.Call]:
        """Every call in the file."""
        return (node for node in ast.walk(self.tree) if isinstance(node, ast.Call))


@dataclass(frozen=True)
class Text:
    """Any file of the package that people read and change."""

    path: Path
    line_count: int


@dataclass(frozen=True, repr=False)
class House:
    """All modules and texts of one copy of the package."""

    modules: dict[str, Module]
    texts: tuple[Text, ...]

    def names_in(self, module: str) -> frozenset[str]:
        """What the front door ``module`` offers in ``__all__``."""
        return frozenset(listed_names(self.modules[module].tree)) if module in self.modules else frozenset()


@dataclass(frozen=True)
class Violation:
    """One place where a rule is broken."""

    place: str
    what: str

    def __str__(self) -> str:
        return f"{self.place}: {self.what}"


@dataclass(frozen=True)
class Plant:
    """A file that breaks the rule; every rule brings one, so that it is seen to fail."""

    path: str
    source: str


@dataclass(frozen=True, repr=False)
class Rule:
    """A rule of the house: why it exists, what to do about a violation, and how violations are found."""

    name: str
    reason: str
    remedy: str
    find: Callable[[House], Iterable[Violation]]
    plant: Plant

    def explain(self, violations: Iterable[Violation]) -> str:
        """The message of a failed test."""
        places = "\n".join(f"  {violation}" for violation in violations)
        return f"\n{self.name}\n{places}\nReason: {self.reason}\nRemedy: {self.remedy}"


def read_house(sources: Path) -> House:
    """Parse the package below ``sources``."""
    package = sources / "genkan"
    modules = (_module(path, sources) for path in sorted(package.rglob("*.py")))
    texts = (path for path in sorted(package.rglob("*")) if _is_text(path.relative_to(package)))
    return House(
        modules={module.name: module for module in modules},
        texts=tuple(Text(path.relative_to(sources), path.read_text("utf-8").count("\n")) for path in texts),
    )


def _module(path: Path, sources: Path) -> Module:
    place = path.relative_to(sources)
    parts = place.with_suffix("").parts
    name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
    source = path.read_text("utf-8")
    return Module(name=name, path=place, source=source, tree=_parse(source))


@cache
def _parse(source: str) -> ast.Module:
    """The tree of a text; most files of a copy are those of the original."""
    return ast.parse(source)


def _is_text(path: Path) -> bool:
    return path.suffix in TEXT_SUFFIXES and BUILT.isdisjoint(path.parts)


def listed_names(tree: ast.Module) -> list[str]:
    """The names in ``__all__``, in their order."""
    for node in tree.body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__":
            return list(ast.literal_eval(node.value))
    return []


def at(module: Module, node: ast.AST, what: str) -> Violation:
    """A violation at the line of ``node``."""
    return Violation(f"{module.path}:{getattr(node, 'lineno', 1)}", what)
