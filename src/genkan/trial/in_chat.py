"""The trial in the chat: which arm answers a turn or which two, and the end of not knowing."""

from contextlib import suppress
from dataclasses import dataclass
from functools import partial as bind

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.catalogue import InformationClass
from genkan.gateway import Gateway
from genkan.governance import Ledger, Person, find_person
from genkan.kit import Clock
from genkan.trial.allotting import CHAT, Allotment, Allotter, Occasion, is_pair, task_of
from genkan.trial.comparison import new_comparison
from genkan.trial.errors import NothingToReveal, RevealInTrial, TooFewArms
from genkan.trial.events import TrialEvent
from genkan.trial.evidence import ExcludedDetails, Mode, details_of
from genkan.trial.exposing import Exposer
from genkan.trial.protocol import Running
from genkan.trial.question import Question
from genkan.trial.store import add_comparison, add_reveal, is_revealed, unrevealed_of
from genkan.trial.unassigned import record_unassigned

REVEALED_EARLY = "revealed_early"


@dataclass(frozen=True, kw_only=True)
class ChatTurn:
    """One turn of a chat that is to be answered; ``number`` counts from 1, ``question`` holds what came before."""

    person_id: str
    conversation_id: str
    turn_id: str
    number: int
    question: Question


class ChatTrial:
    """Asks the arms of the running trial in the transaction of the caller."""

    def __init__(self, *, gateway: Gateway, ledger: Ledger, clock: Clock) -> None:
        self._exposer = Exposer(gateway, ledger)
        self._allotter = Allotter(clock)
        self._ledger = ledger
        self._clock = clock

    async def ask(self, connection: AsyncConnection, turn: ChatTurn) -> tuple[str, ...]:
        """Have the turn answered by the trial; the ids of one answer or two, none where it does not take part.

        It does not where no trial runs in the chat, the person has not agreed, an arm of the conversation was revealed,
        or no arm may be given.
        """
        person = await find_person(connection, person_id=turn.person_id)
        if person is None:
            return ()
        occasion = _occasion(person, turn)
        running = await self._allotter.trial_for(connection, occasion, hold=True)
        if running is None or await is_revealed(connection, turn.conversation_id):
            return ()
        if not _is_planned(running, turn):
            return ()
        allotment = await self._allot(connection, running, occasion, turn)
        if allotment is None:
            found = await self._allotter.restrictions(connection, running, occasion)
            await record_unassigned(
                connection, self._ledger, running, occasion, object_id=turn.turn_id, restricted=found
            )
            return ()
        return await self._expose(connection, turn, person, allotment)

    async def reveal(self, connection: AsyncConnection, conversation_id: str, *, person_id: str) -> None:
        """Tell the person the models of a conversation, which goes on outside the trial and does not count in one that runs.

        Raises ``NothingToReveal`` where nothing is hidden, and ``RevealInTrial`` while an arm is the person's own in a
        trial that runs: it also answers in other conversations, which would not be blind any more.
        """
        hidden = await unrevealed_of(connection, conversation_id, hold=True)
        if not hidden:
            raise NothingToReveal
        if not all(one.may_be_told for one in hidden):
            raise RevealInTrial
        for one in hidden:
            await add_reveal(connection, one.comparison_id, at=self._clock())
            deed = bind(
                self._ledger.record,
                connection,
                actor=person_id,
                organisation_id=one.organisation_id,
                object_id=one.comparison_id,
            )
            await deed(TrialEvent.REVEALED)
            if not one.is_over:
                await deed(TrialEvent.EXCLUDED, details=details_of(ExcludedDetails(rule=REVEALED_EARLY)))

    async def _allot(
        self, connection: AsyncConnection, running: Running, occasion: Occasion, turn: ChatTurn
    ) -> Allotment | None:
        """The arms of the turn; where there are too few for a pair, the arm of the conversation. ``None`` without arms."""
        if is_pair(running, key=turn.turn_id):
            with suppress(TooFewArms):
                return await self._allotter.pair(connection, running, occasion)
        if not _is_in_pairs(running):
            with suppress(TooFewArms):
                return await self._allotter.one(connection, running, occasion)
        return None

    async def _expose(
        self, connection: AsyncConnection, turn: ChatTurn, person: Person, allotment: Allotment
    ) -> tuple[str, ...]:
        comparison = new_comparison(turn.question, person=person, clock=self._clock)
        await add_comparison(connection, comparison)
        sides = await self._exposer.expose_allotted(
            connection, comparison, turn.question, allotment=allotment, turn_id=turn.turn_id
        )
        return tuple(side.answer_id for side in sides)


async def gives_models(
    connection: AsyncConnection,
    person: Person,
    *,
    information_class: InformationClass,
    clock: Clock,
    conversation_id: str = "",
) -> bool:
    """Whether the trial gives the models of the person's next questions of this class, and not the person."""
    occasion = Occasion(person=person, task=CHAT, information_class=information_class)
    running = await Allotter(clock).trial_for(connection, occasion)
    task = task_of(running, CHAT) if running else None
    if task is None or task.mode is Mode.PAIR:
        return False
    return not (conversation_id and await is_revealed(connection, conversation_id))


async def may_be_revealed(connection: AsyncConnection, conversation_id: str) -> bool:
    """Whether the person may be told now which models answer in the conversation."""
    return all(one.may_be_told for one in await unrevealed_of(connection, conversation_id))


def _is_planned(running: Running, turn: ChatTurn) -> bool:
    """Whether the trial answers the turn: not all turns of a task of pairs show one."""
    return not _is_in_pairs(running) or is_pair(running, key=turn.turn_id)


def _is_in_pairs(running: Running) -> bool:
    task = task_of(running, CHAT)
    return task is None or task.mode is Mode.PAIR


def _occasion(person: Person, turn: ChatTurn) -> Occasion:
    return Occasion(
        person=person,
        task=CHAT,
        information_class=turn.question.information_class,
        conversation=turn.conversation_id,
        turn=turn.number,
    )
