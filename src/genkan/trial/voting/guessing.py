"""The one question after the vote: which models did the person think to have read?"""

from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.catalogue import list_deployments
from genkan.governance import Ledger
from genkan.kit import Clock
from genkan.trial.errors import ComparisonUnknown, GuessTooEarly, GuessTooLate, GuessUnknown
from genkan.trial.events import TrialEvent
from genkan.trial.evidence import AssignedDetails, GuessedDetails, details_of
from genkan.trial.protocol import protocol_in_force
from genkan.trial.store import (
    Comparison,
    Guess,
    add_guess,
    standing_of,
)
from genkan.trial.voting.belonging import belonging_of


class Candidate(NamedTuple):
    """A model that may be named: its key in the record and its title."""

    key: str
    title: str


async def candidates_for(connection: AsyncConnection, assigned: AssignedDetails) -> tuple[Candidate, ...]:
    """The arms of the trial by title; outside a trial the deployments that could have been drawn."""
    signed = await protocol_in_force(connection, assigned.trial) if assigned.trial else None
    if signed is not None:
        found = [Candidate(arm.name, arm.title) for arm in signed.protocol.arms]
    else:
        titles = {one.id: one.title for one in await list_deployments(connection)}
        found = [Candidate(one, titles[one]) for one in assigned.arms if one in titles]
    return tuple(sorted(found, key=lambda one: (one.title, one.key)))


@dataclass(frozen=True)
class Guessing:
    """Writes what was guessed, once: an answer is final, and so is passing over the question."""

    ledger: Ledger
    clock: Clock

    async def guess(self, connection: AsyncConnection, comparison: Comparison, *, a: str, b: str) -> bool:
        """Write the keys that were guessed, empty for 「分からない」; False where the question is done with.

        Raises ``GuessTooEarly`` before the vote, ``GuessTooLate`` after the reveal and ``GuessUnknown`` for a model that
        is no candidate.
        """
        await self._check(connection, comparison)
        belonging = await belonging_of(connection, comparison)
        keys = {candidate.key for candidate in await candidates_for(connection, belonging.assigned)}
        if not {a, b} <= keys | {""}:
            raise GuessUnknown
        written = await self._add(connection, comparison, a=a, b=b, skipped=False)
        if written:
            await self.ledger.record(
                connection,
                TrialEvent.GUESSED,
                actor=comparison.person_id,
                organisation_id=comparison.organisation_id,
                object_id=comparison.id,
                details=details_of(GuessedDetails(a=a, b=b)),
            )
        return written

    async def skip(self, connection: AsyncConnection, comparison: Comparison) -> bool:
        """Pass over the question; False where it is done with. Raises as ``guess`` does."""
        await self._check(connection, comparison)
        return await self._add(connection, comparison, a="", b="", skipped=True)

    async def _check(self, connection: AsyncConnection, comparison: Comparison) -> None:
        """Whose it is, is not forgotten until the transaction ends."""
        standing = (await standing_of(connection, [comparison.id])).get(comparison.id)
        if standing is None or standing.person_id != comparison.person_id:
            raise ComparisonUnknown
        if standing.vote is None:
            raise GuessTooEarly
        if standing.revealed:
            raise GuessTooLate

    async def _add(
        self, connection: AsyncConnection, comparison: Comparison, *, a: str, b: str, skipped: bool
    ) -> bool:
        guess = Guess(
            comparison_id=comparison.id,
            person_id=comparison.person_id,
            a=a,
            b=b,
            skipped=skipped,
            at=self.clock(),
        )
        return await add_guess(connection, guess)
