"""A topic of an organisation: how letters are told apart, and which office answers."""

from dataclasses import dataclass

LONGEST_LABEL = 60
MOST_WORDS = 200
LONGEST_WORD = 60


@dataclass(frozen=True)
class OfficeTopic:
    """A topic as an organisation keeps it; ``words`` are its vocabulary, ``office_id`` a bureau."""

    id: str
    organisation_id: str
    label: str
    words: tuple[str, ...]
    office_id: str | None
