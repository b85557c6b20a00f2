"""What is asked of the entrance: who asks what, for what, of which route."""

from collections.abc import Awaitable, Callable

import msgspec

from genkan.catalogue import InformationClass
from genkan.gateway.ask import Purpose
from genkan.gateway.budgets import Account, accounts_of
from genkan.gateway.caller import Caller
from genkan.gateway.route import Route
from genkan.gateway.switches import Switch
from genkan.policy import Memo

USUAL_ANSWER = 1024
_LEAST_READ = 40


class Call(msgspec.Struct, frozen=True, eq=False):
    """One call. ``texts`` are all that would leave; ``longest_answer`` is in tokens, None where nothing was said.

    ``choices`` is how many answers are asked for at once, each of which may get that long. ``fee`` is what the call costs
    as a whole in millionths of a yen, where its price is not one of tokens. ``memo`` goes on with the call wherever it
    is decided about.
    """

    caller: Caller
    purpose: Purpose
    information_class: InformationClass
    route: Route
    texts: tuple[str, ...]
    longest_answer: int | None = None
    answer_id: str | None = None
    fallback_from: str | None = None
    choices: int = 1
    fee: int | None = None
    memo: Memo = msgspec.field(default_factory=Memo)

    @property
    def model(self) -> str:
        """The public name of the model that is asked."""
        return self.route.deployments[0].public_name

    @property
    def accounts(self) -> tuple[Account, ...]:
        """The accounts that it is charged to."""
        caller = self.caller
        return accounts_of(
            organisation_id=caller.organisation_id,
            person_id=caller.person_id,
            app=caller.app,
            model=self.model,
            is_program=caller.api_key_id is not None,
        )

    def falls_under(self, switch: Switch) -> bool:
        """Whether the switch stops it."""
        caller = self.caller
        return switch.stops(model=self.model, organisation_id=caller.organisation_id, app=caller.app)

    @property
    def characters(self) -> int:
        """How long all texts are together."""
        return sum(map(len, self.texts))

    @property
    def reading(self) -> int:
        """How many characters have to be looked at: each text is read together with its neighbours, however short."""
        return max(self.characters, _LEAST_READ * len(self.texts))

    @property
    def answer_tokens(self) -> int:
        """How long all answers together may get in tokens, as far as the caller said."""
        return (self.longest_answer or USUAL_ANSWER) * self.choices

    @property
    def tokens(self) -> int:
        """How many tokens it may take at the most, a token taken to be a character."""
        return self.characters + self.answer_tokens


Renew = Callable[[Call], Awaitable[Call]]
