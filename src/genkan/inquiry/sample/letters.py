"""200 fictional letters to 例示省 and 例示市 over their sample regulations, with what a person would make of each."""

from enum import StrEnum
from importlib.resources import files

import msgspec

from genkan.inquiry.case import Channel
from genkan.inquiry.sorting import Flag
from genkan.inquiry.urgency import Urgency


class Addressee(StrEnum):
    """To which of the two fictional organisations a letter is written."""

    MINISTRY = "ministry"
    CITY = "city"


class Half(StrEnum):
    """The half by which words and weights were chosen, and the half that figures are reported on."""

    TUNING = "tuning"
    REPORTED = "reported"


class AskedThing(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A concern in the letter's own words, and the articles that answer it; none where no rule does."""

    text: str
    articles: tuple[str, ...]


class SampleInquiry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A fictional letter; ``looks_like`` are flags whose words it has though it is harmless."""

    id: str
    half: Half
    channel: Channel
    to: Addressee
    topic: str
    office: str
    urgency: Urgency
    flags: tuple[Flag, ...]
    looks_like: tuple[Flag, ...]
    text: str
    concerns: tuple[AskedThing, ...]

    @property
    def has_no_rule(self) -> bool:
        """Whether no regulation of the sample answers anything that the letter asks."""
        return not any(concern.articles for concern in self.concerns)


def sample_inquiries() -> tuple[SampleInquiry, ...]:
    """The letters of ``inquiries.jsonl`` in their order."""
    return read_inquiries((files("genkan.inquiry.sample") / "inquiries.jsonl").read_bytes())


def read_inquiries(lines: bytes) -> tuple[SampleInquiry, ...]:
    """Letters as JSON, one a line; an unknown key is refused with ``msgspec.ValidationError``."""
    return tuple(msgspec.json.decode(line, type=SampleInquiry) for line in lines.splitlines())
