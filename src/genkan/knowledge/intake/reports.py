"""What became of sources that were loaded."""

from collections.abc import Callable
from dataclasses import dataclass

from genkan.knowledge.collection.collection import Collection
from genkan.knowledge.errors import FileProblem
from genkan.knowledge.intake.keeping import Kept, Outcome


@dataclass(frozen=True)
class FileReport:
    """What became of one file; ``problem`` says why it was skipped, ``notes`` what of it was left out."""

    name: str
    outcome: Outcome
    title: str = ""
    document_id: str = ""
    articles: int = 0
    problem: FileProblem | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class LoadReport:
    """What became of all files, in their order."""

    collection: Collection
    files: tuple[FileReport, ...]

    def count(self, *outcomes: Outcome) -> int:
        """How many files came to one of these outcomes."""
        return sum(report.outcome in outcomes for report in self.files)


LoadProgress = Callable[[FileReport], None]


def report_of(name: str, kept: Kept) -> FileReport:
    """The report of a source that was kept."""
    version = kept.version
    return FileReport(name, kept.outcome, version.title, kept.document.id, version.articles, notes=kept.notes)
