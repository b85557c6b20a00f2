"""What the routes of the workspace ask for in their signatures."""

from typing import Annotated

from fastapi import Depends

from genkan.gateway import Gateway
from genkan.governance import DatabasePart, Ledger, Now, part
from genkan.knowledge import Library
from genkan.trial import ChatTrial
from genkan.ui import Pages
from genkan.workspace.asking import Asking
from genkan.workspace.reacting import Reacting
from genkan.workspace.tidying import Tidying

GatewayPart = Annotated[Gateway, part(Gateway)]
LibraryPart = Annotated[Library, part(Library)]
LedgerPart = Annotated[Ledger, part(Ledger)]
PagesPart = Annotated[Pages, part(Pages)]


async def _asking(
    database: DatabasePart, gateway: GatewayPart, library: LibraryPart, ledger: LedgerPart, clock: Now
) -> Asking:
    return Asking(database=database, gateway=gateway, library=library, ledger=ledger, clock=clock)


async def _reacting(gateway: GatewayPart, ledger: LedgerPart, clock: Now) -> Reacting:
    return Reacting(gateway=gateway, ledger=ledger, clock=clock)


async def _tidying(gateway: GatewayPart, ledger: LedgerPart) -> Tidying:
    return Tidying(gateway=gateway, ledger=ledger)


async def _chat_trial(gateway: GatewayPart, ledger: LedgerPart, clock: Now) -> ChatTrial:
    return ChatTrial(gateway=gateway, ledger=ledger, clock=clock)


AskingPart = Annotated[Asking, Depends(_asking)]
ChatTrialPart = Annotated[ChatTrial, Depends(_chat_trial)]
ReactingPart = Annotated[Reacting, Depends(_reacting)]
TidyingPart = Annotated[Tidying, Depends(_tidying)]
