"""An app as rules, budgets, switches and the usage know it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class NamedApp:
    """``name`` never changes; ``title`` is what people read, empty where the name is all there is.

    ``organisation_id`` is ``None`` for an app that every organisation has.
    """

    organisation_id: str | None
    name: str
    title: str = ""

    @property
    def shown(self) -> str:
        """What to write on a page."""
        return self.title or self.name


def told_apart(apps: Iterable[NamedApp]) -> tuple[NamedApp, ...]:
    """The same, with the name behind a title that another of them has too: nobody may stop the wrong one."""
    found = tuple(apps)
    number = Counter(app.shown for app in found)
    return tuple(
        replace(app, title=f"{app.title}（{app.name}）") if app.title and number[app.shown] > 1 else app
        for app in found
    )
