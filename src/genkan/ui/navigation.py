"""The entries of the main menu, as data."""

from dataclasses import dataclass


@dataclass(frozen=True)
class NavigationEntry:
    """One entry: a Japanese title (message id), where it leads, an icon of ``macros/icon.html``.

    ``permission`` is the permission value a viewer must hold; ``None`` shows the entry to everyone signed in.
    """

    title: str
    path: str
    icon: str
    permission: str | None = None

    def leads_to(self, path: str) -> bool:
        """Whether the page at ``path`` belongs to this entry."""
        return path == self.path or (self.path != "/" and path.startswith(f"{self.path}/"))


@dataclass(frozen=True)
class NavigationLink:
    """An entry as one page shows it."""

    entry: NavigationEntry
    current: bool


def links(
    entries: tuple[NavigationEntry, ...], *, path: str, permissions: frozenset[str]
) -> tuple[NavigationLink, ...]:
    """The entries a holder of ``permissions`` may use, with the most specific one of ``path`` marked."""
    allowed = [entry for entry in entries if entry.permission is None or entry.permission in permissions]
    current = max(
        (entry for entry in allowed if entry.leads_to(path)), key=lambda entry: len(entry.path), default=None
    )
    return tuple(NavigationLink(entry, current=entry is current) for entry in allowed)
