"""The workbench of one run: its values, its model, its steps, all in short transactions of their own."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import date

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.apps.app import App
from genkan.apps.errors import AnswerBroken, CeilingReached, ModelMissing, RunStopped
from genkan.apps.form.values import GivenFile, Values
from genkan.apps.program import Found, ReadFile, Turn
from genkan.apps.run import Advance, Run
from genkan.apps.runs.looking_up import LookingUp
from genkan.apps.runs.material import Material
from genkan.apps.runs.used import Used
from genkan.apps.store import runs, steps
from genkan.apps.terminology.keeping import terms_for
from genkan.catalogue import Deployment, InformationClass
from genkan.gateway import AsideAsk, Departure, Gateway, Heard, Message, Outcome, OutsideAsk, Purpose
from genkan.storage import Database

CUT = "cut:"
COST = "cost:"
USED = "used:"
_MICRO = 1_000_000


class Bench:
    """What ``Workbench`` promises, for one run."""

    def __init__(
        self,
        run: Run,
        app: App,
        material: Material,
        *,
        database: Database,
        gateway: Gateway,
        looks: LookingUp,
    ) -> None:
        self._run = run
        self._app = app
        self._material = material
        self._database = database
        self._gateway = gateway
        self._looks = looks

    @property
    def run_id(self) -> str:
        """The id of the run."""
        return self._run.id

    @property
    def session_id(self) -> str:
        """The id of the conversation."""
        return self._run.session_id

    @property
    def person_id(self) -> str:
        """Who runs it."""
        return self._run.person_id

    @property
    def organisation_id(self) -> str:
        """The organisation of who runs it."""
        return self._run.organisation_id

    @property
    def information_class(self) -> InformationClass:
        """How confidential what was put in is."""
        return self._run.information_class

    @property
    def values(self) -> Values:
        """What was entered."""
        return self._run.values

    @property
    def given(self) -> Mapping[str, tuple[GivenFile, ...]]:
        """The files as they came."""
        return self._material.given

    @property
    def files(self) -> Mapping[str, tuple[ReadFile, ...]]:
        """The files as text."""
        return self._material.files

    @property
    def turns(self) -> tuple[Turn, ...]:
        """What came before."""
        return self._material.turns

    @property
    def today(self) -> date:
        """The day in Japan."""
        return self._material.today

    @property
    def has_model(self) -> bool:
        """Whether a language model may be asked."""
        return bool(self._run.deployment_id)

    async def progress(self, done: int, of: int, *, label: str) -> None:
        """Write how far the run is; raises ``RunStopped``."""
        async with self._database.write() as connection:
            stop = await runs.advance(connection, self.run_id, Advance(done, of, label))
        if stop:
            raise RunStopped

    async def ask(self, name: str, text: str, *, system: str = "", longest: int = 2048) -> str:
        """The model's answer, asked once; raises ``ModelMissing``, ``RunStopped`` and what the door raises."""
        if not self.has_model:
            raise ModelMissing
        done = await self.known(name)
        if done is not None:
            return done
        await self._check_going_on()
        await self._check_ceiling()
        said = [Message(role="system", content=system)] if system else []
        heard = await self._gateway.aside.hear(
            self._question((*said, Message(role="user", content=text)), longest)
        )
        await self._keep_answer(name, heard)
        return heard.text

    async def once(self, name: str, make: Callable[[], Awaitable[str]]) -> str:
        """What the step gives, made once for the run."""
        done = await self.known(name)
        if done is not None:
            return done
        await self._check_going_on()
        text = await make()
        await self.keep(name, text)
        return text

    async def known(self, name: str) -> str | None:
        """What was kept under that name."""
        async with self._database.read() as connection:
            return await steps.find_step(connection, self.run_id, name)

    async def keep(self, name: str, text: str) -> None:
        """Keep something for the rest of the run; raises ``RunStopped`` where it has ended meanwhile."""
        async with self._database.write() as connection:
            await self._check_open(connection)
            await steps.add_step(connection, self.run_id, name, text)

    async def claim(self, name: str, text: str) -> bool:
        """Keep something that nobody has kept yet; raises ``RunStopped`` where the run has ended meanwhile."""
        async with self._database.write() as connection:
            await self._check_open(connection)
            return await steps.claim_step(connection, self.run_id, name, text)

    def leaving(
        self, destination: Deployment, texts: tuple[str, ...]
    ) -> AbstractAsyncContextManager[Departure]:
        """A departure by the gateway's door for the outside, under the name of the app."""
        ask = OutsideAsk(
            organisation_id=self.organisation_id,
            app=self._app.lasting_id,
            information_class=self.information_class,
            destination=destination,
            texts=texts,
            fee=0,
            person_id=self._asker_id,
            api_key_id=self._run.api_key_id,
        )

        async def renew() -> OutsideAsk:
            return ask

        return self._gateway.outside.leaving(ask, renew=renew)

    @property
    def _asker_id(self) -> str:
        """The person who asks; nobody where a program does."""
        return "" if self._run.api_key_id else self.person_id

    def _question(self, messages: tuple[Message, ...], longest: int) -> AsideAsk:
        return AsideAsk(
            organisation_id=self.organisation_id,
            purpose=Purpose.APP,
            information_class=self.information_class,
            deployment_id=self._run.deployment_id,
            messages=messages,
            longest=longest,
            app=self._app.lasting_id,
            person_id=self._asker_id,
            api_key_id=self._run.api_key_id,
        )

    async def _keep_answer(self, name: str, heard: Heard) -> None:
        """Keep the answer with what it cost, in one transaction; raises ``AnswerBroken`` where only its cost is to be kept."""
        is_whole = heard.outcome in (Outcome.COMPLETED, Outcome.TRUNCATED)
        async with self._database.write() as connection:
            await steps.add_step(connection, self.run_id, COST + name, str(heard.micro_yen))
            await steps.add_step(connection, self.run_id, USED + name, Used.of(heard).written())
            if heard.outcome is Outcome.TRUNCATED:
                await steps.add_step(connection, self.run_id, CUT + name, "")
            if is_whole:
                await steps.add_step(connection, self.run_id, name, heard.text)
        if not is_whole:
            raise AnswerBroken

    async def search(self, query: str, *, limit: int = 8) -> tuple[Found, ...]:
        """Articles that the person may read; none where the app may not search."""
        if not self._app.searches:
            return ()
        return await self._looks.search(self._run, query, app=self._app, limit=limit)

    async def terms(self, direction: str) -> str:
        """The terms that the person's organisation and teams translate alike; a program is in no team."""
        person_id = "" if self._run.api_key_id else self.person_id
        async with self._database.read() as connection:
            return await terms_for(
                connection, person_id, organisation_id=self.organisation_id, direction=direction
            )

    async def unread_collections(self) -> tuple[str, ...]:
        """What the app would look in and the person may not read."""
        return await self._looks.unread(self._run, self._app) if self._app.searches else ()

    async def check_citations(self, text: str, found: Sequence[Found] = ()) -> tuple[str, ...]:
        """What is wrong with the references in a text."""
        return await self._looks.check_citations(self._run, text, found)

    async def _check_ceiling(self) -> None:
        """Raises ``CeilingReached`` once the run has cost what one run of the app may cost."""
        ceiling = self._app.ceiling_yen
        if ceiling is None:
            return
        async with self._database.read() as connection:
            costs = await steps.texts_of(connection, self.run_id, beginning=COST)
        if sum(map(int, costs)) >= ceiling * _MICRO:
            raise CeilingReached(yen=f"{ceiling:,}")

    async def _check_going_on(self) -> None:
        async with self._database.read() as connection:
            if await runs.stop_is_asked(connection, self.run_id):
                raise RunStopped

    async def _check_open(self, connection: AsyncConnection) -> None:
        """A process that was held up may come back after another one has ended the run and forgotten its steps."""
        run = await runs.lock_run(connection, self.run_id)
        if run is None or run.state.ended:
            raise RunStopped
