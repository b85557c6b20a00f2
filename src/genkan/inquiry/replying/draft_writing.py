"""Drafts that a model writes, in the background: one answer a concern, kept as it comes, so that a restart goes on."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.catalogue import Deployment, InformationClass
from genkan.gateway import AsideAsk, Gateway, Message, Outcome, Purpose, offered_writers
from genkan.governance import Person, Viewer
from genkan.inquiry.case import Case
from genkan.inquiry.drafting import (
    BLANK,
    CLASS_OF_LETTERS,
    Drafting,
    DraftingState,
    Failure,
    Point,
    Wish,
    compose,
    in_quotations,
    in_words,
    messages_for_point,
    messages_for_translation,
    said_by_model,
    with_translation,
)
from genkan.inquiry.replying.errors import AnswerBroken, DraftingLost, ModelUnfit
from genkan.inquiry.replying.material import readable_to
from genkan.inquiry.store import draftings
from genkan.jobs import Payload, Queue, Task
from genkan.kit import Clock, Problem, new_id
from genkan.knowledge import ArticlePage, KnowledgeProblem, Library
from genkan.storage import Database, StorageProblem

WRITE_DRAFT = "inquiry.write_draft"
_ATTEMPTS = 3
_AT_ONCE = 2
_LONGEST_ANSWER = 1_500
_LONGEST_TRANSLATION = 6_000


async def models_for(
    connection: AsyncConnection, person: Person, *, information_class: InformationClass = CLASS_OF_LETTERS
) -> tuple[Deployment, ...]:
    """The language models to which an officer may send the letter of a citizen, of this class."""
    return await offered_writers(
        connection, person, purpose=Purpose.INQUIRY, information_class=information_class
    )


class DraftWriting:
    """Takes wishes, and has them written by the worker; no transaction is open while a model speaks."""

    def __init__(
        self, *, database: Database, queue: Queue, gateway: Gateway, library: Library, clock: Clock
    ) -> None:
        self._database = database
        self._queue = queue
        self._gateway = gateway
        self._library = library
        self._clock = clock

    def tasks(self) -> dict[str, Task]:
        """``inquiry.write_draft``."""
        return {WRITE_DRAFT: Task(run=self._work, lost=self._lose, attempts=_ATTEMPTS, at_once=_AT_ONCE)}

    async def begin(self, connection: AsyncConnection, viewer: Viewer, case: Case, wish: Wish) -> Drafting:
        """Keep the wish and have it written. Raises ``ModelUnfit``."""
        usable = await models_for(connection, viewer.person, information_class=wish.information_class)
        if wish.deployment_id not in {each.id for each in usable}:
            raise ModelUnfit
        drafting = self._begun(viewer, case, wish, DraftingState.WAITING)
        await draftings.add_drafting(connection, drafting)
        await self._queue.enqueue(connection, WRITE_DRAFT, payload={"drafting_id": drafting.id})
        return drafting

    async def put_together(
        self, connection: AsyncConnection, viewer: Viewer, case: Case, wish: Wish
    ) -> Drafting:
        """A draft without a model, done at once: building blocks and quotations as they are."""
        drafting = self._begun(viewer, case, wish, DraftingState.DONE)
        answers = tuple((point, in_quotations(point)) for point in wish.points)
        drafting = replace(drafting, text=compose(wish.frame, answers) if wish.frame else wish.text)
        await draftings.add_drafting(connection, drafting)
        return drafting

    def _begun(self, viewer: Viewer, case: Case, wish: Wish, state: DraftingState) -> Drafting:
        now = self._clock()
        return Drafting(new_id(self._clock), case.id, viewer.person.id, state, wish, (), "", None, now)

    async def _work(self, payload: Payload) -> None:
        async with self._database.read() as connection:
            drafting = await draftings.find_drafting(connection, str(payload["drafting_id"]))
        if drafting is None or not drafting.state.is_open:
            return
        try:
            await self._write(drafting)
        except StorageProblem:
            raise
        except Problem as problem:
            await self._fail(drafting.id, problem)

    async def _lose(self, payload: Payload) -> None:
        await self._fail(str(payload["drafting_id"]), DraftingLost())

    async def _write(self, drafting: Drafting) -> None:
        wish = drafting.wish
        drafting = replace(drafting, state=DraftingState.RUNNING)
        if wish.language is not None:
            messages = messages_for_translation(wish.text, wish.language)
            said = await self._said(drafting, messages, longest=_LONGEST_TRANSLATION)
            text = with_translation(wish.text, said, wish.language)
            await self._keep(replace(drafting, state=DraftingState.DONE, answers=(said,), text=text))
            return
        for point in wish.points[len(drafting.answers) :]:
            answer = await self._answer(drafting, point)
            drafting = replace(drafting, answers=(*drafting.answers, answer))
            if not await self._keep(drafting):
                return
        await self._keep(replace(drafting, state=DraftingState.DONE, text=_whole(wish, drafting.answers)))

    async def _answer(self, drafting: Drafting, point: Point) -> str:
        """What the model answers to one concern, and from which articles.

        Where none was chosen that the officer may read, nothing is asked and a person writes.
        """
        pages = await self._articles(drafting.person_id, point)
        if not pages:
            return point.words or BLANK
        articles = {page.citation: page.article.text for page in pages}
        highest = InformationClass(max(page.collection.information_class for page in pages))
        said = await self._said(
            drafting, messages_for_point(point, articles), longest=_LONGEST_ANSWER, holds=highest
        )
        return in_words(said, articles)

    async def _articles(self, person_id: str, point: Point) -> tuple[ArticlePage, ...]:
        """The articles chosen, as far as they are there and the officer may read them now."""
        found = list[ArticlePage]()
        async with self._database.read() as connection:
            readable = await readable_to(connection, self._library, person_id)
            for basis in point.basis:
                try:
                    page = await self._library.article(
                        connection,
                        document_id=basis.document_id,
                        anchor=basis.anchor,
                        collections=readable,
                    )
                except KnowledgeProblem:
                    continue
                found.append(page)
        return tuple(found)

    async def _said(
        self,
        drafting: Drafting,
        messages: Sequence[Message],
        *,
        longest: int,
        holds: InformationClass = InformationClass.ONE,
    ) -> str:
        """What is sent is of the class of the letter, or of what else it ``holds`` where that is higher.

        Raises ``AnswerBroken`` and what the door raises.
        """
        ask = AsideAsk(
            organisation_id=drafting.wish.organisation_id,
            person_id=drafting.person_id,
            purpose=Purpose.INQUIRY,
            information_class=max(drafting.wish.information_class, holds),
            deployment_id=drafting.wish.deployment_id,
            messages=tuple(messages),
            longest=longest,
        )
        heard = await self._gateway.aside.hear(ask)
        text = said_by_model(heard.text)
        if heard.outcome is not Outcome.COMPLETED or not text:
            raise AnswerBroken
        return text

    async def _keep(self, drafting: Drafting) -> bool:
        async with self._database.write() as connection:
            return await draftings.change_open(connection, drafting)

    async def _fail(self, drafting_id: str, problem: Problem) -> None:
        details = {name: str(value) for name, value in problem.details.items()}
        failure = Failure(problem.sentence, problem.next_step, details)
        async with self._database.write() as connection:
            drafting = await draftings.find_drafting(connection, drafting_id)
            if drafting is not None:
                failed = replace(drafting, state=DraftingState.FAILED, failure=failure)
                await draftings.change_open(connection, failed)


def _whole(wish: Wish, answers: Sequence[str]) -> str:
    if wish.frame is None:
        return wish.text
    return compose(wish.frame, tuple(zip(wish.points, answers, strict=True)))
