"""What the routes of the apps ask for in their signatures."""

from typing import Annotated

from genkan.apps.external.room import External
from genkan.apps.room import Apps
from genkan.governance import Ledger, part
from genkan.knowledge import Library
from genkan.ui import Pages

AppsPart = Annotated[Apps, part(Apps)]
PagesPart = Annotated[Pages, part(Pages)]
ExternalPart = Annotated[External, part(External)]
LibraryPart = Annotated[Library, part(Library)]
LedgerPart = Annotated[Ledger, part(Ledger)]
