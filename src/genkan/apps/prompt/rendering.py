"""Filling prompts in a sandbox whose expressions see only values, and whose work is bounded."""

from collections.abc import Mapping

from jinja2 import StrictUndefined, TemplateSyntaxError, UndefinedError, meta, nodes
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from genkan.apps.prompt.errors import PromptFaulty, PromptTooLong

LONGEST_PROMPT = 50_000
LONGEST_TEXT = 4_000_000
MOST_LOOPS = 10

_FILTERS = ("default", "d", "trim", "upper", "lower", "length", "first", "last")
_TESTS = ("defined", "undefined", "none", "string", "number", "in", "eq", "ne", "gt", "ge", "lt", "le")
_ALLOWED = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Const, nodes.If, nodes.For, nodes.Filter,
    nodes.Test, nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not, nodes.CondExpr, nodes.Getattr,
    nodes.Keyword, nodes.Tuple,
)  # fmt: skip


_NOT_REPEATED = (nodes.For, nodes.Filter, nodes.Test, nodes.Compare, nodes.CondExpr)


def render(prompt: str, values: Mapping[str, object]) -> str:
    """The prompt with the values in it. Raises ``PromptFaulty`` or ``PromptTooLong``.

    Loops go over values and hold neither loops nor filters nor comparisons, and nothing that is allowed makes a value
    longer, so the work is bounded by the values.
    """
    check_prompt(prompt)
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


def _check(node: nodes.Node) -> None:
    if not isinstance(node, _ALLOWED):
        raise PromptFaulty(line=node.lineno, reason=type(node).__name__)
    if isinstance(node, nodes.For) and any(isinstance(each, _NOT_REPEATED) for each in _inside(node)):
        raise PromptFaulty(line=node.lineno, reason="for")
    name = _name_wanted(node)
    if name is not None:
        raise PromptFaulty(line=node.lineno, reason=name)


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
    return frozenset(meta.find_undeclared_variables(_parsed(prompt)))


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
    return [node, *_inside(node)]


def _inside(node: nodes.Node) -> list[nodes.Node]:
    return [inner for child in node.iter_child_nodes() for inner in _walk(child)]
