"""A file on its way in."""

from dataclasses import dataclass

from genkan.knowledge.errors import FileProblem


@dataclass(frozen=True)
class NamedFile:
    """A file as it was handed in; ``problem`` where it could not even be read."""

    name: str
    content: bytes = b""
    problem: FileProblem | None = None
