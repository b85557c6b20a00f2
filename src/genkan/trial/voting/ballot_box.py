"""Where votes are handed in: those that come at about the same time are written in one transaction."""

from collections.abc import Sequence

from genkan.gateway import Gateway
from genkan.governance import Ledger
from genkan.kit import Clock
from genkan.storage import Database, Together
from genkan.trial.voting.ballot import Ballot
from genkan.trial.voting.voting import Voting

MOST_AT_ONCE = 100
GATHER_SECONDS = 0.005


class BallotBox:
    """The votes of one process (投票箱)."""

    def __init__(self, *, database: Database, ledger: Ledger, gateway: Gateway, clock: Clock) -> None:
        self._database = database
        self._voting = Voting(gateway=gateway, ledger=ledger, clock=clock)
        self._together: Together[Ballot, bool] = Together(
            self._write, key=_comparison_of, most=MOST_AT_ONCE, gather_seconds=GATHER_SECONDS
        )

    async def cast(self, ballot: Ballot) -> bool:
        """Hand in a vote or its change; True once it is committed with its event, False where exactly this stands already.

        Raises what :func:`examine_ballot` finds, or a ``StorageProblem`` where nothing can be written.
        """
        return await self._together.ask(ballot)

    async def stop(self) -> None:
        """Wait until every vote that was handed in is written."""
        await self._together.drain()

    async def _write(self, ballots: Sequence[Ballot]) -> Sequence[bool | Exception]:
        async with self._database.write() as connection:
            return await self._voting.vote_all(connection, ballots)


def _comparison_of(ballot: Ballot) -> str:
    return ballot.comparison_id
