"""What an app says that it used: models, requests and tokens, in either spelling."""

from collections.abc import Iterable
from dataclasses import dataclass

from genkan.apps.gennai.coercion import from_wire, to_wire
from genkan.apps.gennai.objects import Object, as_object, objects_in

_INPUT = ("promptTokenCount", "inputTokens", "input_tokens", "prompt_tokens")
_OUTPUT = ("candidatesTokenCount", "outputTokens", "output_tokens", "completion_tokens")
_TOTAL = ("totalTokenCount", "totalTokens", "total_tokens")
_LARGEST = 10_000_000_000


@dataclass(frozen=True)
class Usage:
    """What one model was used for; ``cost`` is as the app writes it, with its currency where it names one."""

    model: str = ""
    requests: int = 1
    input_tokens: int = 0
    output_tokens: int = 0
    total_tokens: int = 0
    cost: str = ""


def read_usage(value: object) -> tuple[Usage, ...]:
    """What is said under ``usageMetadata``; what cannot be understood counts as nothing."""
    alone = as_object(value)
    return tuple(_usage(each) for each in (objects_in(value) if alone is None else (alone,)))


def write_usage(usages: Iterable[Usage]) -> list[dict[str, object]]:
    """The usage with its tokens in both spellings, so that every host finds the one that it reads."""
    return [
        {
            "modelVersion": each.model,
            "requestCount": each.requests,
            "tokens": {
                name: tokens
                for names, tokens in (
                    (_INPUT[:2], each.input_tokens),
                    (_OUTPUT[:2], each.output_tokens),
                    (_TOTAL[:2], each.total_tokens),
                )
                for name in names
            },
            **({"estimatedCostInfo": _cost_info(each.cost)} if each.cost else {}),
        }
        for each in usages
    ]


def _cost_info(cost: str) -> dict[str, object]:
    amount, _, currency = cost.partition(" ")
    return {"estimatedCost": to_wire(amount), "currency": currency}


def _usage(given: Object) -> Usage:
    tokens = as_object(given.get("tokens")) or given
    read, wrote, total = (_count(tokens, *names) for names in (_INPUT, _OUTPUT, _TOTAL))
    return Usage(
        model=from_wire(given.get("modelVersion") or given.get("modelId"))[:120],
        requests=_count(given, "requestCount") or 1,
        input_tokens=read,
        output_tokens=wrote or max(0, total - read),
        total_tokens=total or read + wrote,
        cost=_cost(given.get("estimatedCostInfo")),
    )


def _count(given: Object, *names: str) -> int:
    """The first of the names that has a number; texts of digits are numbers, too."""
    for name in names:
        value = given.get(name)
        text = from_wire(value) if isinstance(value, int | float | str) else ""
        if text.isascii() and text.isdigit() and len(text) <= 12:
            return min(int(text), _LARGEST)
    return 0


def _cost(value: object) -> str:
    if isinstance(value, str):
        return value[:100]
    found = as_object(value)
    if found is None:
        return ""
    amount, currency = (from_wire(found.get(name)) for name in ("estimatedCost", "currency"))
    return f"{amount} {currency}".strip()[:100]
