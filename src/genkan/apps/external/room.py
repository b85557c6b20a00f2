"""The external apps of one process."""

from genkan.apps.external.caller import ExternalCaller
from genkan.apps.external.registering import Registry
from genkan.apps.external.source import ExternalApps
from genkan.apps.external.vault import Vault
from genkan.apps.external.wire import PATIENCE, Wire
from genkan.fetch import Exchange
from genkan.gateway import Gateway
from genkan.governance import Ledger
from genkan.kit import Clock
from genkan.storage import Database


class External:
    """Made once a process: ``registry`` for administrators, ``source`` for the catalogue of apps; ``close`` at the end."""

    def __init__(
        self, *, database: Database, ledger: Ledger, gateway: Gateway, vault: Vault, clock: Clock
    ) -> None:
        self._exchange = Exchange(limits=PATIENCE)
        self.registry = Registry(ledger, clock, vault)
        self.caller = ExternalCaller(
            database=database, gateway=gateway, wire=Wire(database, self._exchange, vault), clock=clock
        )
        self.source = ExternalApps(self.caller)

    async def close(self) -> None:
        """Close the connections."""
        await self._exchange.close()
