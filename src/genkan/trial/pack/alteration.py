"""One thing in a pack that is not as it was, or that contradicts the rest."""

from dataclasses import dataclass

from genkan.trial.pack.words import What


@dataclass(frozen=True, order=True)
class Alteration:
    """``row`` counts from 1 in the file, 0 for the whole file; ``name`` is what the row is called, ``field`` which part."""

    what: What
    file: str = ""
    row: int = 0
    name: str = ""
    field: str = ""

    @property
    def place(self) -> str:
        """「rows/votes.jsonl:12 0197…/1 choice」"""
        file = f"{self.file}:{self.row}" if self.row else self.file
        return " ".join(filter(None, (file, self.name, self.field)))
