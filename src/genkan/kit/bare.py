"""Running one module of a room with the rooms ajar: ``python -m genkan.kit.bare genkan.apps.export.writer``.

A process that does one small thing would spend most of its time on importing what rooms offer to others. So a front door
opens only as far as it is asked: each name is imported from its file when somebody takes it. One that holds more than
imports and ``__all__`` is run as it stands.
"""

import ast
import runpy
import sys
from collections.abc import Mapping, Sequence
from importlib import import_module
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from types import ModuleType

_ORIGINS = "__origins__"


def run_bare(module: str) -> None:
    """Run the module as the program, the front doors ajar. Raises ``ImportError`` for one that is not there."""
    sys.meta_path.insert(0, _Ajar())
    runpy.run_module(module, run_name="__main__", alter_sys=True)


class _Ajar(MetaPathFinder):
    """Finds the packages of Genkan as Python does, and lets a slower hand open them."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """See :class:`importlib.abc.MetaPathFinder`; modules that are no packages are left to others."""
        if not fullname.startswith("genkan."):
            return None
        spec = PathFinder.find_spec(fullname, path, target)
        if spec is None or spec.submodule_search_locations is None or spec.origin is None:
            return None
        spec.loader = _FrontDoor(fullname, spec.origin)
        return spec


class _FrontDoor(SourceFileLoader):
    """Opens a package: what it does is done, what it only offers is imported when it is asked for."""

    def exec_module(self, module: ModuleType) -> None:
        """See :class:`importlib.abc.Loader`."""
        lines = ast.parse(self.get_data(self.path)).body
        if all(_only_offers(line) for line in lines):
            module.__dict__[_ORIGINS] = _origins(lines)
            module.__class__ = _Offering
        else:
            super().exec_module(module)


class _Offering(ModuleType):
    """A package that imports each name when it is asked for."""

    def __getattr__(self, name: str) -> object:
        origins: Mapping[str, tuple[str, str]] = self.__dict__[_ORIGINS]
        if name not in origins:
            raise AttributeError(f"module {self.__name__!r} has no attribute {name!r}")
        module, original = origins[name]
        value = getattr(import_module(module), original)
        self.__dict__[name] = value
        return value

    def __setattr__(self, name: str, value: object) -> None:
        """A file that was imported does not take the place of an offer that has its name."""
        if name not in self.__dict__[_ORIGINS]:
            super().__setattr__(name, value)


def _only_offers(line: ast.stmt) -> bool:
    """A docstring, an import from a file, or ``__all__``."""
    match line:
        case ast.ImportFrom(level=0) | ast.Expr(value=ast.Constant()):
            return True
        case ast.Assign(targets=[ast.Name(id="__all__")]):
            return True
        case _:
            return False


def _origins(lines: Sequence[ast.stmt]) -> Mapping[str, tuple[str, str]]:
    """For each name the module that it is imported from, and its name there."""
    return {
        offered.asname or offered.name: (line.module or "", offered.name)
        for line in lines
        if isinstance(line, ast.ImportFrom)
        for offered in line.names
    }


if __name__ == "__main__":
    run_bare(sys.argv[1])
