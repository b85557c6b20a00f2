"""Filling prompts in a sandbox whose expressions see only values, and whose work is bounded."""

from collections.abc import Mapping

from jinja2 import StrictUndefined, TemplateSyntaxError, UndefinedError, meta, nodes
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from genkan.apps.prompt.errors import PromptFaulty, PromptTooLong

LONGEST_PROMPT = 50_000
LONGEST_TEXT = 4_000_000
MOST_LOOPS = 10
MOST_PARTS = 1_000
DEEPEST = 10

_FILTERS = ("default", "d", "trim", "upper", "lower", "length", "first", "last")
_TESTS = ("defined", "undefined", "none", "string", "number", "in", "eq", "ne", "gt", "ge", "lt", "le")
_ALLOWED = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Const, nodes.If, nodes.For, nodes.Filter,
    nodes.Test, nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not, nodes.CondExpr, nodes.Getattr,
    nodes.Keyword, nodes.Tuple,
)  # fmt: skip


_NOT_REPEATED = (
    nodes.For, nodes.Filter, nodes.Test, nodes.Compare, nodes.CondExpr, nodes.And, nodes.Or, nodes.Not,
)  # fmt: skip


def render(prompt: str, values: Mapping[str, object]) -> str:
    """The prompt with the values in it. Raises ``PromptFaulty`` or ``PromptTooLong``.

    Loops go over lists and hold neither loops nor filters nor comparisons, nothing that is allowed makes a value longer,
    and a prompt has so many parts at most, nested so deeply, so the work is bounded.
    """
    check_prompt(prompt)
    _check_lists(prompt, values)
    pieces: list[str] = []
    length = 0
    try:
        for piece in _environment().from_string(prompt).generate(dict(values)):
            length += len(piece)
            if length > LONGEST_TEXT:
                raise PromptTooLong(limit=f"{LONGEST_TEXT:,}")
            pieces.append(piece)
    except (UndefinedError, SecurityError, TypeError, ValueError) as error:
        raise PromptFaulty(line=1, reason=str(error)) from error
    return "".join(pieces)


def check_prompt(prompt: str) -> None:
    """Raises ``PromptFaulty`` where a prompt is more than values, conditions and single loops."""
    if len(prompt) > LONGEST_PROMPT:
        raise PromptTooLong(limit=f"{LONGEST_PROMPT:,}")
    walked = _walk(_parsed(prompt))
    if sum(isinstance(node, nodes.For) for node in walked) > MOST_LOOPS:
        raise PromptFaulty(line=1, reason="for")
    for node in walked:
        _check(node)


def _check_lists(prompt: str, values: Mapping[str, object]) -> None:
    """Raises ``PromptFaulty`` where a loop would go over the letters of a text."""
    for node in _walk(_parsed(prompt)):
        if isinstance(node, nodes.For) and isinstance(values.get(_named(node.iter)), str):
            raise PromptFaulty(line=node.lineno, reason=_named(node.iter))


def _named(node: nodes.Node) -> str:
    return node.name if isinstance(node, nodes.Name) else ""


def _check(node: nodes.Node) -> None:
    if not isinstance(node, _ALLOWED):
        raise PromptFaulty(line=node.lineno, reason=type(node).__name__)
    if isinstance(node, nodes.For) and not _is_plain(node):
        raise PromptFaulty(line=node.lineno, reason="for")
    name = _name_wanted(node)
    if name is not None:
        raise PromptFaulty(line=node.lineno, reason=name)


def _is_plain(loop: nodes.For) -> bool:
    """Whether it goes over one value and only puts values in."""
    return bool(_named(loop.iter)) and not any(isinstance(each, _NOT_REPEATED) for each in _walk(loop)[1:])


def _name_wanted(node: nodes.Node) -> str | None:
    """A filter, a test or an attribute that no prompt may have."""
    if isinstance(node, nodes.Filter) and node.name not in _FILTERS:
        return node.name
    if isinstance(node, nodes.Test) and node.name not in _TESTS:
        return node.name
    if isinstance(node, nodes.Getattr) and node.attr.startswith("_"):
        return node.attr
    return None


def names_in(prompt: str) -> frozenset[str]:
    """The values that a prompt wants. Raises ``PromptFaulty``."""
    parsed = _parsed(prompt)
    _walk(parsed)
    return frozenset(meta.find_undeclared_variables(parsed))


def _environment() -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(
        undefined=StrictUndefined, autoescape=False, trim_blocks=True, lstrip_blocks=True
    )
    environment.globals.clear()
    environment.filters = {name: environment.filters[name] for name in _FILTERS}
    environment.tests = {name: environment.tests[name] for name in _TESTS}
    return environment


def _parsed(prompt: str) -> nodes.Template:
    try:
        return _environment().parse(prompt)
    except TemplateSyntaxError as error:
        raise PromptFaulty(line=error.lineno, reason=error.message or "") from error
    except RecursionError as error:
        raise PromptFaulty(line=1, reason="recursion") from error


def _walk(node: nodes.Node) -> list[nodes.Node]:
    """The node and all within it. Raises ``PromptFaulty`` where they are too many, or nested too deeply."""
    walked: list[nodes.Node] = []
    level = [node]
    for _ in range(DEEPEST):
        walked += level
        level = [child for each in level for child in each.iter_child_nodes()]
        if not level:
            return walked
        if len(walked) + len(level) > MOST_PARTS:
            break
    raise PromptFaulty(line=level[0].lineno, reason="長すぎるか、入れ子が深すぎます")
