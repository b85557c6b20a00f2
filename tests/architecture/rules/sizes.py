"""How large a file and a function may be, and how files are called."""

import ast
import re
from collections.abc import Iterator
from pathlib import PurePath

from tests.architecture.house import House, Plant, Rule, Violation, at

FILE_LINES = 300
FUNCTION_LINES = 30
Function = ast.FunctionDef | ast.AsyncFunctionDef
LAYER_NAME = re.compile(r"(^|_)(services?|utils?|utilities|helpers?|managers?|common|base|misc)($|_)")


def _find_long_files(house: House) -> Iterator[Violation]:
    for text in house.texts:
        if text.line_count > FILE_LINES:
            yield Violation(str(text.path), f"{text.line_count} lines, more than {FILE_LINES}")


def _own_lines(function: Function) -> int:
    """Lines of the body, without the docstring and without the functions defined in it, which count by themselves."""
    body = function.body[1:] if ast.get_docstring(function) else function.body
    lines = {line for step in body for line in _lines(step)}
    inner = (node for step in body for node in ast.walk(step) if isinstance(node, Function))
    return len(lines.difference(*map(_lines, inner)))


def _lines(node: ast.stmt) -> range:
    decorators = node.decorator_list if isinstance(node, Function) else []
    first = min([node.lineno, *(decorator.lineno for decorator in decorators)])
    return range(first, (node.end_lineno or first) + 1)


def _find_long_functions(house: House) -> Iterator[Violation]:
    for module in house.modules.values():
        functions = () if module.is_migration else ast.walk(module.tree)
        for node in functions:
            if isinstance(node, Function) and _own_lines(node) > FUNCTION_LINES:
                yield at(
                    module, node, f"{node.name} has {_own_lines(node)} lines, more than {FUNCTION_LINES}"
                )


def _parts(path: PurePath) -> Iterator[str]:
    yield from path.with_suffix("").parts


def _find_layer_names(house: House) -> Iterator[Violation]:
    for text in house.texts:
        names = [part for part in _parts(text.path) if LAYER_NAME.search(part)]
        yield from (Violation(str(text.path), f"is called {name}") for name in names)


_LONG_FUNCTION = "def planted() -> None:\n" + "    pass\n" * (FUNCTION_LINES + 1)

FILE_SIZE = Rule(
    name=f"A file has at most {FILE_LINES} lines",
    reason="a file that does not fit in one reading holds more than one idea.",
    remedy="make it a folder of the same name with the same exports, one idea a file.",
    find=_find_long_files,
    plant=Plant("kit/planted.py", "NUMBER = 1\n" * (FILE_LINES + 1)),
)
FUNCTION_SIZE = Rule(
    name=f"A function has at most {FUNCTION_LINES} lines",
    reason="a function reads as one paragraph: five to twelve lines, steps at one altitude.",
    remedy="give the steps names and let the function call them.",
    find=_find_long_functions,
    plant=Plant("kit/planted.py", _LONG_FUNCTION),
)
FILE_NAMES = Rule(
    name="A file is named for its idea, not for a layer",
    reason="files called service, utils, helpers, manager, common, base or misc attract everything and say nothing.",
    remedy="name the file for what it knows: seal.py, blind.py, citation.py.",
    find=_find_layer_names,
    plant=Plant("kit/text_helpers.py", "NUMBER = 1\n"),
)
