"""The entries of the main menu, as data."""

from dataclasses import dataclass
from itertools import groupby


@dataclass(frozen=True)
class NavigationEntry:
    """One entry: a Japanese title (message id), where it leads, an icon of ``macros/icon.html``.

    ``permission`` is the permission value a viewer must hold; ``None`` shows the entry to everyone signed in.
    ``group`` is the heading under which it stands with its neighbours, empty for none. ``also`` are the paths of pages
    that belong to it and are reached from it.
    """

    title: str
    path: str
    icon: str
    permission: str | None = None
    group: str = ""
    also: tuple[str, ...] = ()

    def leads_to(self, path: str) -> bool:
        """Whether the page at ``path`` belongs to this entry."""
        return any(_is_below(each, path) for each in (self.path, *self.also))


def _is_below(entry: str, path: str) -> bool:
    return path == entry or (entry != "/" and path.startswith(f"{entry}/"))


@dataclass(frozen=True)
class NavigationLink:
    """An entry as one page shows it."""

    entry: NavigationEntry
    current: bool


@dataclass(frozen=True)
class NavigationGroup:
    """Entries that stand together; ``title`` is their heading, empty for none."""

    title: str
    links: tuple[NavigationLink, ...]


def menu_of(
    entries: tuple[NavigationEntry, ...], *, path: str, permissions: frozenset[str]
) -> tuple[NavigationGroup, ...]:
    """The entries a holder of ``permissions`` may use by their groups, the most specific one of ``path`` marked."""
    allowed = [entry for entry in entries if entry.permission is None or entry.permission in permissions]
    current = max(
        (entry for entry in allowed if entry.leads_to(path)), key=lambda entry: len(entry.path), default=None
    )
    return tuple(
        NavigationGroup(title, tuple(NavigationLink(entry, current=entry is current) for entry in together))
        for title, together in groupby(allowed, key=lambda entry: entry.group)
    )
