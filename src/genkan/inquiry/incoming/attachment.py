"""A file that came with an inquiry, on its way in and as it is kept."""

from dataclasses import dataclass
from enum import StrEnum

LARGEST_FILE = 20 * 1024 * 1024
LARGEST_TOGETHER = 50 * 1024 * 1024
MOST_FILES = 100
LONGEST_FILE_NAME = 150


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
