"""Where documents come from: files, folders, archives, and the e-Gov law API."""

from genkan.knowledge.sources.archive import UPLOAD_LIMITS, ArchiveLimits, files_in_archive
from genkan.knowledge.sources.files import below, files_at, files_named
from genkan.knowledge.sources.named_file import NamedFile

__all__ = [
    "UPLOAD_LIMITS",
    "ArchiveLimits",
    "NamedFile",
    "below",
    "files_at",
    "files_in_archive",
    "files_named",
]
