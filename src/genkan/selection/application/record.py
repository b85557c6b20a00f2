"""The record of what was handed in: one canonical text with the hash of every file."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import cast

import msgspec

from genkan.kit import canonical_json
from genkan.selection.application.application import Application, Submission
from genkan.selection.application.content import ApplicationContent, as_data, content_from
from genkan.selection.documents.document import Document
from genkan.selection.vendor.vendor import Vendor

FORMAT = "genkan-application/1"


class RecordedFile(msgspec.Struct, frozen=True):
    """A file as a record names it."""

    id: str
    asked: str
    name: str
    size: int
    sha256: str
    pages: int


class HandedIn(msgspec.Struct, frozen=True):
    """A record as it is read again."""

    application: str
    company: str
    content: ApplicationContent
    files: tuple[RecordedFile, ...]
    call_sha256: str

    def file(self, file_id: str) -> RecordedFile | None:
        """The file of an id."""
        return next((each for each in self.files if each.id == file_id), None)


def record_of(
    application: Application,
    vendor: Vendor,
    files: Sequence[Document],
    *,
    call_digest: str,
    at: datetime,
    late: bool,
    missing: Sequence[str],
) -> str:
    """The canonical JSON of what is handed in at this moment."""
    return canonical_json(
        {
            "format": FORMAT,
            "call": application.call_id,
            "call_sha256": call_digest,
            "application": application.id,
            "number": application.number,
            "company": vendor.company,
            "at": at.astimezone(UTC).isoformat(timespec="seconds"),
            "late": late,
            "missing": list(missing),
            "content": as_data(application.content),
            "files": [
                {
                    "id": each.id,
                    "asked": each.asked,
                    "name": each.name,
                    "size": each.size,
                    "pages": each.pages,
                    "sha256": each.digest,
                }
                for each in files
            ],
        }
    )


def files_of(submissions: Sequence[Submission]) -> frozenset[str]:
    """The ids of all files that submissions name."""
    return frozenset(each.id for one in submissions for each in read_record(one.record).files)


def read_record(record: str) -> HandedIn:
    """What a record says."""
    data = cast("dict[str, object]", json.loads(record))
    content = content_from(cast("dict[str, object]", data.pop("content")))
    return msgspec.convert({**data, "content": content}, HandedIn)
