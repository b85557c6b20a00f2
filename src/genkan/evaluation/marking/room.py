"""Everything that is done at the marking desk, put together once a process."""

from genkan.evaluation.marking.deciding import Deciding
from genkan.evaluation.marking.marking import Marking
from genkan.evaluation.marking.setting_up import SettingUp
from genkan.governance import Ledger
from genkan.kit import Clock


class MarkingRoom:
    """Setting up, marking, deciding; each in the transaction of the caller."""

    def __init__(self, *, ledger: Ledger, clock: Clock) -> None:
        self.setting_up = SettingUp(ledger, clock)
        self.marking = Marking(ledger, clock)
        self.deciding = Deciding(ledger, clock)
