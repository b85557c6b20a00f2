"""A speech in the Diet as its records have it."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Speech:
    """One speech; ``date`` is ``YYYY-MM-DD``, ``text`` whole, ``address`` its page in the records, if there is one."""

    id: str
    date: str
    house: str
    meeting: str
    speaker: str
    text: str
    position: str = ""
    address: str = ""

    @property
    def source(self) -> str:
        """As it is cited: the day, the house, the meeting, the speaker."""
        spoken = f"{self.speaker}（{self.position}）" if self.position else self.speaker
        return "　".join(each for each in (self.date, self.house, self.meeting, spoken) if each)


@dataclass(frozen=True)
class Search:
    """What is looked for: all words, and the other conditions where they are not empty."""

    words: tuple[str, ...]
    speaker: str = ""
    meeting: str = ""
    since: str = ""
    until: str = ""

    def admits(self, speech: Speech) -> bool:
        """Whether a speech fulfils every condition."""
        said = speech.text.lower()
        return (
            all(word.lower() in said for word in self.words)
            and _bare(self.speaker) in _bare(speech.speaker)
            and self.meeting in speech.meeting
            and (not self.since or speech.date >= self.since)
            and (not self.until or speech.date <= self.until)
        )


@dataclass(frozen=True)
class Speeches:
    """Speeches that were found: ``total`` there are, of which these are listed."""

    total: int
    listed: tuple[Speech, ...]


def _bare(name: str) -> str:
    """A name without the spaces that some records have between its parts."""
    return name.replace("　", "").replace(" ", "")
