"""Verifying a deployment: asked for on a page or the command line, told while it goes on, recorded at its end."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.catalogue.deployment import Deployment, DeploymentState, WireProtocol
from genkan.catalogue.errors import NothingToVerify
from genkan.catalogue.events import CatalogueEvent
from genkan.catalogue.inspection import Inspection
from genkan.catalogue.noting import Noting
from genkan.catalogue.registration import DEPLOYMENTS
from genkan.catalogue.state_change import RESUME, change_state
from genkan.catalogue.store.deployments import find_deployment, set_verified
from genkan.catalogue.store.verifications import (
    add_verification,
    find_verification,
    latest_verification,
    set_results,
)
from genkan.catalogue.verification import Check, Verification, all_passed
from genkan.governance import Ledger
from genkan.jobs import Queue
from genkan.kit import Clock, Problem, new_id
from genkan.storage import Database, note_change

VERIFY_DEPLOYMENT = "catalogue:verify_deployment"
GIVEN_UP_AFTER = timedelta(hours=1)


async def ask_for_verification(
    connection: AsyncConnection, queue: Queue, deployment_id: str, *, actor: str, clock: Clock
) -> Verification:
    """Leave the job; the verification that still goes on, if there is one.

    Raises ``DeploymentNotFound``, and ``NothingToVerify`` where no model is behind the deployment or it is retired.
    """
    newest = await latest_verification(connection, deployment_id)
    if newest and newest.is_open and clock() - newest.asked_at < GIVEN_UP_AFTER:
        return newest
    verification = await begin_verification(connection, deployment_id, actor=actor, clock=clock)
    await queue.enqueue(connection, VERIFY_DEPLOYMENT, payload={"verification_id": verification.id})
    return verification


async def begin_verification(
    connection: AsyncConnection, deployment_id: str, *, actor: str, clock: Clock
) -> Verification:
    """Write a verification that has not begun. Raises as :func:`ask_for_verification`."""
    deployment = await find_deployment(connection, deployment_id)
    if not can_be_verified(deployment):
        raise NothingToVerify(title=deployment.title)
    verification = Verification(id=new_id(clock), deployment_id=deployment_id, actor=actor, asked_at=clock())
    await add_verification(connection, verification)
    return verification


def can_be_verified(deployment: Deployment) -> bool:
    """Whether a model is behind it, and it may be asked at all."""
    asked = deployment.protocol not in {WireProtocol.EXTRACT, WireProtocol.REPLAY}
    return asked and deployment.state is not DeploymentState.RETIRED


@dataclass(frozen=True, slots=True, kw_only=True)
class Verifier:
    """Does verifications; the checks are those of ``inspection``."""

    database: Database
    ledger: Ledger
    clock: Clock
    inspection: Inspection

    async def run(self, verification_id: str) -> Verification:
        """Do every check, then write the result down; one that passes activates what replaces another build.

        Raises ``SecretProblem`` and the errors of the door; the verification has ended then without a result.
        """
        async with self.database.read() as connection:
            verification = await find_verification(connection, verification_id)
            if verification is None:
                raise NothingToVerify(title=verification_id)
            deployment = await find_deployment(connection, verification.deployment_id)

        async def tell(done: tuple[Check, ...]) -> None:
            async with self.database.write() as connection:
                await set_results(connection, verification_id, done)

        try:
            checks = await self.inspection.examine(deployment, tell)
        except Problem:
            await self.lose(verification_id)
            raise
        return await self._end(verification, deployment, checks)

    async def lose(self, verification_id: str) -> None:
        """It has ended without a result: let people ask again."""
        async with self.database.write() as connection:
            found = await find_verification(connection, verification_id)
            if found and found.is_open:
                await set_results(connection, verification_id, found.checks, ended_at=self.clock())

    async def _end(
        self, verification: Verification, deployment: Deployment, checks: tuple[Check, ...]
    ) -> Verification:
        good, now = all_passed(checks), self.clock()
        async with self.database.write() as connection:
            await note_change(connection, DEPLOYMENTS)
            await set_results(connection, verification.id, checks, ended_at=now, passed=good)
            present = await find_deployment(connection, deployment.id)
            noting = Noting(ledger=self.ledger, clock=self.clock, actor=verification.actor)
            results = {check.name.value: check.result.value for check in checks}
            details = {"verification": verification.id, "passed": good, "results": results}
            await noting.note(connection, present, CatalogueEvent.VERIFIED, details)
            if good:
                await set_verified(connection, deployment.id, at=now)
                await self._activate(connection, present, actor=verification.actor)
            ended = await find_verification(connection, verification.id)
        return ended or verification

    async def _activate(self, connection: AsyncConnection, deployment: Deployment, *, actor: str) -> None:
        """Let a new build take over that waited for its verification."""
        waits = deployment.replaces is not None and deployment.verified_at is None
        if waits and deployment.state is DeploymentState.PAUSED:
            await change_state(
                connection, deployment.id, deed=RESUME, ledger=self.ledger, clock=self.clock, actor=actor
            )
