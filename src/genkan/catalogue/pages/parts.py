"""What the routes of this room ask for in their signatures."""

from typing import Annotated

from genkan.catalogue.discovery import Discovery
from genkan.catalogue.health import Saturation
from genkan.governance import Ledger, part
from genkan.jobs import Queue
from genkan.settings import Settings
from genkan.ui import Pages

DiscoveryPart = Annotated[Discovery, part(Discovery)]
SaturationPart = Annotated[Saturation, part(Saturation)]
LedgerPart = Annotated[Ledger, part(Ledger)]
QueuePart = Annotated[Queue, part(Queue)]
PagesPart = Annotated[Pages, part(Pages)]
SettingsPart = Annotated[Settings, part(Settings)]
