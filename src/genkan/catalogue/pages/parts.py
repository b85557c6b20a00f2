"""What the routes of this room ask for in their signatures."""

from typing import Annotated

from genkan.catalogue.discovery import Discovery
from genkan.governance import Ledger, part
from genkan.settings import Settings
from genkan.ui import Pages

DiscoveryPart = Annotated[Discovery, part(Discovery)]
LedgerPart = Annotated[Ledger, part(Ledger)]
PagesPart = Annotated[Pages, part(Pages)]
SettingsPart = Annotated[Settings, part(Settings)]
