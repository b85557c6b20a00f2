"""A question in a model's words: had in a moment or not at all, and the plan says which."""

import asyncio
import hashlib
import logging
from collections import OrderedDict
from typing import NamedTuple

from genkan.gateway import BudgetSpent, PolicyRefused, Stopped
from genkan.kit import Problem
from genkan.knowledge.rewriting.rewriter import Rewriter, Rewriting, Rewritten
from genkan.knowledge.search.results import PlanStep, StepKind

logger = logging.getLogger(__name__)

_MOST_REMEMBERED = 256
_REFUSALS = (PolicyRefused, BudgetSpent, Stopped)


class Reworded(NamedTuple):
    """What to search for beside the question, empty where nothing could be had, and what the plan says of it."""

    words: str
    step: PlanStep


class Rewording:
    """Asks for each question once, and remembers the words of the last ones without remembering the questions."""

    def __init__(self, rewriter: Rewriter) -> None:
        self._rewriter = rewriter
        self._remembered: OrderedDict[bytes, Rewritten] = OrderedDict()

    async def of(self, question: str, *, wish: Rewriting) -> Reworded | None:
        """The question in other words; ``None`` where the deployment writes nothing of its own.

        Whatever fails is told by the step, and the question itself is searched all the same.
        """
        try:
            async with asyncio.timeout(wish.seconds):
                rewritten = await self._rewritten(question, wish)
        except TimeoutError:
            return _without(StepKind.REWRITE_LATE)
        except _REFUSALS:
            return _without(StepKind.REWRITE_REFUSED)
        except Problem:
            return _without(StepKind.REWRITE_FAILED)
        except Exception:  # the operator is told by the log, the person by the plan
            logger.exception("A model that was to rewrite a question failed in a way that has no name")
            return _without(StepKind.REWRITE_FAILED)
        if rewritten is None:
            return None
        if not rewritten.terms:
            return _without(StepKind.REWRITE_USELESS)
        words = "　".join(rewritten.terms)
        return Reworded(words, PlanStep(StepKind.BY_MODEL, {"model": rewritten.model, "rewrite": words}))

    async def _rewritten(self, question: str, wish: Rewriting) -> Rewritten | None:
        key = _key(question, wish)
        known = self._remembered.get(key)
        if known is not None:
            self._remembered.move_to_end(key)
            return known
        made = await self._rewriter.rewrite(question, wish=wish)
        if made is not None:
            self._remembered[key] = made
            while len(self._remembered) > _MOST_REMEMBERED:
                self._remembered.popitem(last=False)
        return made


def _without(kind: StepKind) -> Reworded:
    return Reworded("", PlanStep(kind))


def _key(question: str, wish: Rewriting) -> bytes:
    """Holds no word of the question."""
    return hashlib.sha256(repr((wish, question)).encode()).digest()
