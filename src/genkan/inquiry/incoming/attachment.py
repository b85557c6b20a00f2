"""A file that came with an inquiry, on its way in and as it is kept."""

from dataclasses import dataclass
from enum import StrEnum

MEGABYTE = 1024 * 1024
LONGEST_FILE_NAME = 150


@dataclass(frozen=True)
class FileLimits:
    """How many files may come with an inquiry, and how many bytes each and all of them may have."""

    count: int
    each: int
    together: int


OF_OFFICERS = FileLimits(100, 20 * MEGABYTE, 50 * MEGABYTE)
OF_CITIZENS = FileLimits(5, 10 * MEGABYTE, 20 * MEGABYTE)


@dataclass(frozen=True)
class Incoming:
    """A file as it came, whole in memory; ``name`` is what its sender called it."""

    name: str
    content: bytes


class Standing(StrEnum):
    """What became of a file: its text is read after it was kept; of a refused one nothing but the name is kept."""

    WAITING = "waiting"
    READ = "read"
    UNREAD = "unread"
    REFUSED = "refused"


@dataclass(frozen=True)
class Attachment:
    """A file of a case without its content; ``remark`` says in Japanese what could not be read, or why it was refused."""

    id: str
    case_id: str
    position: int
    name: str
    media_type: str
    size: int
    standing: Standing
    text: str
    remark: str
