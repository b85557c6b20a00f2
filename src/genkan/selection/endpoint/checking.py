"""Checking a declared deployment: asked for by the office, done by the worker or the command line, kept with its date."""

from dataclasses import dataclass, replace
from datetime import timedelta
from hashlib import sha256

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.catalogue import Check, all_passed
from genkan.gateway import Gateway
from genkan.governance import Ledger, Viewer
from genkan.jobs import Payload, Queue, Task
from genkan.kit import Clock, Problem, new_id
from genkan.selection.application.application import Application, Submission, that_counts
from genkan.selection.application.errors import ApplicationUnknown
from genkan.selection.application.record import read_record
from genkan.selection.application.store.applications import find_application, submissions_of
from genkan.selection.call.call import Call, CallState
from genkan.selection.call.store.calls import find_call
from genkan.selection.endpoint.check import EndpointCheck
from genkan.selection.endpoint.declared import declared_deployment, folder_of_keys, key_of_application
from genkan.selection.endpoint.errors import CheckingOver, CheckLost, NothingToCheck
from genkan.selection.endpoint.store import checks
from genkan.selection.events import ApplicationEvent
from genkan.selection.review.seeing import see_application
from genkan.storage import Database, StorageProblem

CHECK_ENDPOINT = "selection.check_endpoint"
GIVEN_UP_AFTER = timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class EndpointChecking:
    """``private`` lets applicants declare addresses in private networks, and without https where no key is sent."""

    database: Database
    ledger: Ledger
    queue: Queue
    gateway: Gateway
    clock: Clock
    private: bool

    def tasks(self) -> dict[str, Task]:
        """``selection.check_endpoint``."""
        return {CHECK_ENDPOINT: Task(run=self._work, lost=self._lose)}

    async def ask(
        self, connection: AsyncConnection, viewer: Viewer, application_id: str, *, key: str
    ) -> EndpointCheck:
        """Leave the check to the worker; the one that goes on, if there is one. ``key`` is a reference.

        Raises ``ApplicationUnknown`` and as ``begin`` does.
        """
        application, _ = await see_application(connection, viewer, application_id)
        newest = next(
            iter((await checks.checks_of(connection, [application.id])).get(application.id, ())), None
        )
        if newest and newest.is_open and self.clock() - newest.asked_at < GIVEN_UP_AFTER:
            return newest
        begun = await self.begin(connection, viewer, application.id, key=key)
        payload = {"check_id": begun.id, "key": key_of_application(key, application.id)}
        await self.queue.enqueue(connection, CHECK_ENDPOINT, payload=payload)
        return begun

    async def begin(
        self, connection: AsyncConnection, viewer: Viewer, application_id: str, *, key: str
    ) -> EndpointCheck:
        """Write a check that has not begun, for who may see the application.

        Raises ``ApplicationUnknown``, ``NothingToCheck``, ``CheckingOver``, ``SecretGivenInClear`` and an ``EntryProblem``.
        """
        await see_application(connection, viewer, application_id)
        application, call, submission = await self._found(connection, application_id)
        if call.state is CallState.DECIDED:
            raise CheckingOver
        reference = key_of_application(key, application.id)
        handed_in = read_record(submission.record)
        asked = declared_deployment(application, handed_in, key=reference, private=self.private)
        begun = EndpointCheck(
            id=new_id(self.clock),
            application_id=application.id,
            submission_sha256=submission.digest,
            actor=viewer.person.id,
            asked_at=self.clock(),
            address=asked.address,
            protocol=asked.protocol,
            remote_model=asked.remote_model,
            build=asked.build,
            with_key=bool(reference),
        )
        await checks.add_check(connection, begun)
        named = {"key_sha256": sha256(reference.encode()).hexdigest()} if reference else {}
        await self._record(connection, ApplicationEvent.ENDPOINT_ASKED, call, begun, **named)
        return begun

    async def run(self, check_id: str, *, key: str) -> EndpointCheck:
        """Ask the deployment and write down what was found; no transaction is open meanwhile."""
        async with self.database.read() as connection:
            begun = await checks.find_check(connection, check_id)
            if begun is None:
                raise ApplicationUnknown
            application, call, submission = await self._found(connection, begun.application_id, begun)
        try:
            found = await self._examined(begun, application, submission, key=key)
        except StorageProblem:
            raise
        except Problem as problem:
            said = problem.sentence.format_map(problem.details)
            return await self._end(call, replace(begun, problem=said))
        return await self._end(call, replace(begun, checks=found, passed=all_passed(found)))

    async def _examined(
        self, begun: EndpointCheck, application: Application, submission: Submission, *, key: str
    ) -> tuple[Check, ...]:
        reference, handed_in = key_of_application(key, application.id), read_record(submission.record)
        asked = declared_deployment(application, handed_in, key=reference, private=self.private)

        async def tell(done: tuple[Check, ...]) -> None:
            async with self.database.write() as connection:
                await checks.keep_check(connection, replace(begun, checks=done))

        return await self.gateway.inspector.examine_declared(
            asked, tell, folder=folder_of_keys(application.id), private=self.private
        )

    async def _found(
        self, connection: AsyncConnection, application_id: str, begun: EndpointCheck | None = None
    ) -> tuple[Application, Call, Submission]:
        """The application and what of it counts, or what was handed in when the check began."""
        application = await find_application(connection, application_id)
        call = await find_call(connection, application.call_id) if application else None
        if application is None or call is None:
            raise ApplicationUnknown
        handed_in = await submissions_of(connection, application.id)
        wanted = [each for each in handed_in if begun and each.digest == begun.submission_sha256]
        submission = wanted[0] if wanted else that_counts(handed_in)
        if submission is None:
            raise NothingToCheck
        return application, call, submission

    async def _end(self, call: Call, check: EndpointCheck) -> EndpointCheck:
        ended = replace(check, ended_at=self.clock())
        async with self.database.write() as connection:
            if await checks.keep_check(connection, ended):
                results = {each.name.value: each.result.value for each in ended.checks}
                found = {"passed": ended.passed, "results": results}
                await self._record(connection, ApplicationEvent.ENDPOINT_VERIFIED, call, ended, **found)
        return ended

    async def _work(self, payload: Payload) -> None:
        await self.run(str(payload["check_id"]), key=str(payload["key"]))

    async def _lose(self, payload: Payload) -> None:
        async with self.database.read() as connection:
            begun = await checks.find_check(connection, str(payload["check_id"]))
            found = await self._found(connection, begun.application_id) if begun else None
        if begun and found:
            await self._end(found[1], replace(begun, problem=CheckLost.sentence))

    async def _record(
        self,
        connection: AsyncConnection,
        kind: ApplicationEvent,
        call: Call,
        check: EndpointCheck,
        **details: object,
    ) -> None:
        await self.ledger.record(
            connection,
            kind,
            actor=check.actor,
            organisation_id=call.organisation_id,
            object_id=check.application_id,
            details={"check": check.id, "with_key": check.with_key, **details},
        )
