"""Who puts a question into the words of the law: what a search asks for, and the way through the door of the house."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from genkan.catalogue import InformationClass
from genkan.gateway import AsideAsk, Gateway, Purpose, writes
from genkan.knowledge.collection.collection import Collection
from genkan.knowledge.rewriting.prompt import rewriting_messages
from genkan.knowledge.rewriting.terms import terms_in

_LONGEST_ANSWER = 400


@dataclass(frozen=True, kw_only=True)
class Rewriting:
    """The wish that a model puts a question into the words of the law: which one, for whom, and how long to wait.

    Without a person it is the organisation itself that asks. ``information_class`` is that of the question.
    """

    deployment_id: str
    organisation_id: str
    information_class: int
    person_id: str = ""
    seconds: float = 3.0


class Rewritten(NamedTuple):
    """Law names, article numbers and legal terms, none where the model gave none; ``model`` is what people call it."""

    terms: tuple[str, ...]
    model: str


class Rewriter(Protocol):
    """Puts questions into the words of the law."""

    async def rewrite(self, question: str, *, wish: Rewriting) -> Rewritten | None:
        """The words; ``None`` where the deployment writes nothing of its own. Raises a ``Problem`` where they cannot be had."""
        ...


class DoorRewriter:
    """Asks through the gateway, so that policy, masking, budgets, switches and metering hold for every question."""

    def __init__(self, gateway: Gateway) -> None:
        self._gateway = gateway

    async def rewrite(self, question: str, *, wish: Rewriting) -> Rewritten | None:
        """The answer is read as terms and nothing else."""
        deployment = await self._gateway.aside.deployment(wish.deployment_id)
        if not writes(deployment):
            return None
        ask = AsideAsk(
            organisation_id=wish.organisation_id,
            person_id=wish.person_id,
            purpose=Purpose.SEARCH_PLANNING,
            information_class=InformationClass(wish.information_class),
            deployment_id=deployment.id,
            messages=rewriting_messages(question),
            longest=_LONGEST_ANSWER,
        )
        return Rewritten(terms_in(await self._gateway.aside.ask(ask)), deployment.title)


def class_of_question(collections: Iterable[Collection]) -> InformationClass:
    """Of which class a question is of which nobody said it: as its collections, and no less than staff's own words."""
    highest = max((each.information_class for each in collections), default=0)
    return InformationClass(max(highest, InformationClass.TWO))
