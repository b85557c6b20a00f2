"""What the model of a run was used for, kept beside each answer and summed up for who asked from outside."""

from collections.abc import Iterable
from typing import Self

import msgspec

from genkan.apps.gennai.usage import Usage
from genkan.gateway import Heard

_YEN = 1_000_000


class Used(msgspec.Struct, frozen=True, kw_only=True):
    """One question to a model; the tokens of it and of its answer, and its cost in millionths of a yen."""

    model: str
    read: int
    wrote: int
    micro_yen: int
    reported: bool = False

    @classmethod
    def of(cls, heard: Heard) -> Self:
        """What an answer took."""
        return cls(
            model=heard.model,
            read=heard.read,
            wrote=heard.wrote,
            micro_yen=heard.micro_yen,
            reported=heard.reported,
        )

    def written(self) -> str:
        """As a step of the run."""
        return msgspec.json.encode(self).decode()


def usage_of(steps: Iterable[str]) -> tuple[Usage, ...]:
    """The steps together, one usage for each model, as the Gennai app protocol tells it."""
    used = [msgspec.json.decode(step, type=Used) for step in steps]
    models = dict.fromkeys(each.model for each in used)
    return tuple(_together(model, [each for each in used if each.model == model]) for model in models)


def _together(model: str, used: list[Used]) -> Usage:
    read, wrote = sum(each.read for each in used), sum(each.wrote for each in used)
    micro_yen = sum(each.micro_yen for each in used)
    return Usage(
        model=model,
        requests=len(used),
        input_tokens=read,
        output_tokens=wrote,
        total_tokens=read + wrote,
        cost=f"{micro_yen / _YEN:g} JPY" if micro_yen else "",
    )
