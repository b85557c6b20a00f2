"""What the routes of this room ask for in their signatures."""

from typing import Annotated

from fastapi import Depends

from genkan.gateway import Gateway
from genkan.governance import Ledger, Now, part
from genkan.knowledge import Library
from genkan.trial.audit.marking import AuditMarking
from genkan.trial.comparison import Comparer
from genkan.trial.voting import BallotBox, Guessing, Voting
from genkan.trial.work import UseRecorder
from genkan.ui import Pages

BallotBoxPart = Annotated[BallotBox, part(BallotBox)]
GatewayPart = Annotated[Gateway, part(Gateway)]
LedgerPart = Annotated[Ledger, part(Ledger)]
LibraryPart = Annotated[Library, part(Library)]
PagesPart = Annotated[Pages, part(Pages)]
UseRecorderPart = Annotated[UseRecorder, part(UseRecorder)]


async def _comparer(gateway: GatewayPart, ledger: LedgerPart, clock: Now) -> Comparer:
    return Comparer(gateway=gateway, ledger=ledger, clock=clock)


async def _voting(gateway: GatewayPart, ledger: LedgerPart, clock: Now) -> Voting:
    return Voting(gateway=gateway, ledger=ledger, clock=clock)


async def _audit_marking(ledger: LedgerPart, clock: Now) -> AuditMarking:
    return AuditMarking(ledger=ledger, clock=clock)


AuditMarkingPart = Annotated[AuditMarking, Depends(_audit_marking)]


async def _guessing(ledger: LedgerPart, clock: Now) -> Guessing:
    return Guessing(ledger=ledger, clock=clock)


ComparerPart = Annotated[Comparer, Depends(_comparer)]
VotingPart = Annotated[Voting, Depends(_voting)]
GuessingPart = Annotated[Guessing, Depends(_guessing)]
