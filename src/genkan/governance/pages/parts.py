"""What the routes of this room ask for in their signatures."""

from typing import Annotated

from fastapi import Depends, Request

from genkan.governance.access import DatabasePart, Now, part
from genkan.governance.kept_details import KeptDetails
from genkan.governance.ledger.ledger import Ledger
from genkan.governance.object_names import ObjectNames
from genkan.governance.people.duties import Duties
from genkan.governance.sign_in.door import Door
from genkan.governance.sign_in.passwords import Passwords
from genkan.governance.sign_in.session import Browser
from genkan.settings import Settings
from genkan.ui import Pages

DutiesPart = Annotated[Duties, part(Duties)]
KeptDetailsPart = Annotated[KeptDetails, part(KeptDetails)]
LedgerPart = Annotated[Ledger, part(Ledger)]
ObjectNamesPart = Annotated[ObjectNames, part(ObjectNames)]
PagesPart = Annotated[Pages, part(Pages)]
PasswordsPart = Annotated[Passwords, part(Passwords)]
SettingsPart = Annotated[Settings, part(Settings)]


async def _door(
    database: DatabasePart, ledger: LedgerPart, clock: Now, passwords: PasswordsPart, settings: SettingsPart
) -> Door:
    return Door(database, ledger, clock, passwords, settings.session_hours)


async def _browser(request: Request) -> Browser:
    address = request.client.host if request.client else ""
    return Browser(name=request.headers.get("user-agent", ""), address=address)


DoorPart = Annotated[Door, Depends(_door)]
BrowserPart = Annotated[Browser, Depends(_browser)]
