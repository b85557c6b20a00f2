"""The history of a deployment as the page shows it."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import NamedTuple

from genkan.catalogue.change import Change
from genkan.catalogue.events import CatalogueEvent
from genkan.ui import mark as _

_DEEDS = {
    CatalogueEvent.CONNECTED.value: _("登録しました"),
    CatalogueEvent.PAUSED.value: _("一時停止しました"),
    CatalogueEvent.RESUMED.value: _("利用を始めました"),
    CatalogueEvent.RETIRED.value: _("廃止しました"),
    CatalogueEvent.PRICED.value: _("料金を登録しました"),
    CatalogueEvent.VERIFIED.value: _("検証しました"),
}
_BEFORE = _("記録を始める前に登録されました")
_SYSTEM = {"system": _("システム"), "command_line": _("コマンドライン")}


class ChangeView(NamedTuple):
    """When, what (a message id), which state it had then, and who: a name, or a message id where ``known``."""

    at: datetime
    deed: str
    state: str
    actor: str
    known: bool


def change_views(changes: Iterable[Change], names: Mapping[str, str]) -> tuple[ChangeView, ...]:
    """The changes, newest first; ``names`` are those of people by id."""
    return tuple(_view(change, names) for change in reversed(tuple(changes)))


def _view(change: Change, names: Mapping[str, str]) -> ChangeView:
    return ChangeView(
        at=change.at,
        deed=_DEEDS.get(str(change.details.get("event", "")), _BEFORE),
        state=change.state.label,
        actor=_SYSTEM.get(change.actor) or names.get(change.actor, change.actor),
        known=change.actor in _SYSTEM,
    )
