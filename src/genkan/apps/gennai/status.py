"""How far an answer is that comes later: the four states of the protocol, which only go forward."""

from enum import StrEnum

from genkan.apps.gennai.coercion import from_wire
from genkan.apps.gennai.errors import StatusUnknown, StatusWentBack


class AsyncState(StrEnum):
    """Where the work on a request stands."""

    PENDING = "PENDING"
    IN_PROGRESS = "IN_PROGRESS"
    COMPLETED = "COMPLETED"
    ERROR = "ERROR"

    @property
    def label(self) -> str:
        """The state in Japanese."""
        return _LABELS[self]

    @property
    def has_ended(self) -> bool:
        """Whether nothing more will come."""
        return self in (AsyncState.COMPLETED, AsyncState.ERROR)


_LABELS = {
    AsyncState.PENDING: "受付済み",
    AsyncState.IN_PROGRESS: "処理中",
    AsyncState.COMPLETED: "完了",
    AsyncState.ERROR: "エラー",
}
_ORDER = {AsyncState.PENDING: 0, AsyncState.IN_PROGRESS: 1, AsyncState.COMPLETED: 2, AsyncState.ERROR: 2}


def read_state(value: object) -> AsyncState:
    """The state that an app names, in whatever case. Raises ``StatusUnknown``."""
    name = from_wire(value).strip().upper().replace("-", "_").replace(" ", "_")
    if name not in set(AsyncState):
        raise StatusUnknown(state=from_wire(value)[:40])
    return AsyncState(name)


def check_forward(before: AsyncState, after: AsyncState) -> None:
    """Raises ``StatusWentBack`` where the later state stands before the earlier one."""
    if _ORDER[after] < _ORDER[before]:
        raise StatusWentBack(before=before.label, after=after.label)
