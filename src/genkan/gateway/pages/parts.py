"""What the routes of this room ask for in their signatures."""

from typing import Annotated

from genkan.governance import Ledger, part
from genkan.ui import Pages

LedgerPart = Annotated[Ledger, part(Ledger)]
PagesPart = Annotated[Pages, part(Pages)]
