"""What is set aside for a call in flight."""

from collections.abc import Sequence

from genkan.gateway.budgets.lease import Lease
from genkan.gateway.budgets.month import Month


class Reservation:
    """The most that a call is expected to cost, taken from one lease for every budget that limits it."""

    __slots__ = ("_actual", "_leases", "_settled", "_unrecorded", "micro_yen", "month")

    def __init__(
        self,
        leases: Sequence[Lease],
        micro_yen: int,
        *,
        month: Month,
        unrecorded: "dict[str, Reservation]",
    ) -> None:
        self.month = month
        self._leases = leases
        self.micro_yen = micro_yen
        self._unrecorded = unrecorded
        self._settled = False
        self._actual = 0
        for lease in leases:
            lease.reserved += micro_yen
            lease.was_used = True

    def settle(self, call_id: str, actual: int) -> None:
        """The call ended and cost ``actual``, once; the rest is free again."""
        if self._settled:
            return
        self._settled, self._actual = True, actual
        for lease in self._leases:
            lease.reserved -= self.micro_yen
            lease.unrecorded += actual
        if actual:
            self._unrecorded[call_id] = self

    def recorded(self) -> None:
        """The records count the call from now on, so the leases need no longer."""
        for lease in self._leases:
            lease.unrecorded -= self._actual
            lease.granted -= self._actual
