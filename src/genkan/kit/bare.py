"""Running one module of a room without opening the room: ``python -m genkan.kit.bare genkan.apps.export.writer``.

A process that does one small thing would spend most of its time on importing what its room offers to others. So the
packages above the module are there, with their folders and their data, but their front doors are not run.
"""

import runpy
import sys
from importlib.machinery import PathFinder
from importlib.util import module_from_spec
from itertools import accumulate


def run_bare(module: str) -> None:
    """Run the module as the program, the packages above it unopened. Raises ``ImportError`` for one that is not there."""
    above = list(accumulate(module.split(".")[:-1], lambda package, name: f"{package}.{name}"))
    for package in above:
        if package not in sys.modules:
            _stand_in(package)
    runpy.run_module(module, run_name="__main__", alter_sys=True)


def _stand_in(package: str) -> None:
    """The package as Python would find it, before its own lines are run."""
    parent, _, name = package.rpartition(".")
    spec = PathFinder.find_spec(package, sys.modules[parent].__path__)
    if spec is None:
        raise ImportError(package)
    sys.modules[package] = module_from_spec(spec)
    setattr(sys.modules[parent], name, sys.modules[package])


if __name__ == "__main__":
    run_bare(sys.argv[1])
