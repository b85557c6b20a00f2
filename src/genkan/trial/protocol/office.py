"""Everything that is done with protocols, put together from what it needs."""

from genkan.governance import Ledger
from genkan.kit import Clock
from genkan.trial.protocol.conduct import Conduct
from genkan.trial.protocol.declaring import Declaring
from genkan.trial.protocol.drafting import Drafting
from genkan.trial.protocol.signing import Signing


class TrialOffice:
    """The trial office (試行事務局): drafts, signatures, the conduct of trials, and lists of vendors' staff."""

    def __init__(self, ledger: Ledger, clock: Clock) -> None:
        self.drafting = Drafting(ledger, clock)
        self.signing = Signing(ledger, clock)
        self.conduct = Conduct(ledger, clock)
        self.declaring = Declaring(ledger, clock)
