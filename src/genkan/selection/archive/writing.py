"""Everything about a call in one ZIP: records, files, reviews, decisions, and a list of all of it with hashes."""

import asyncio
import hashlib
import json
import zipfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import IO

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.apps import safe_name
from genkan.selection.application.application import Application
from genkan.selection.application.store.applications import list_applications, submissions_by
from genkan.selection.application.store.documents import content_of, documents_of
from genkan.selection.call.call import Call
from genkan.selection.call.store.calls import editions_of
from genkan.selection.call.store.questions import questions_of
from genkan.selection.decision.store.decisions import decisions_of, measures_of, signatures_of
from genkan.selection.review.store import reviews
from genkan.selection.vendor.store.vendors import companies_of

LIST = "manifest.json"
FORMAT = "genkan-selection-archive/1"


@dataclass
class _Archive:
    """A ZIP that is being written, and the hashes of what went in."""

    file: zipfile.ZipFile
    entries: dict[str, str] = field(default_factory=dict[str, str])

    async def put(self, name: str, content: bytes) -> None:
        await asyncio.to_thread(self.file.writestr, name, content)
        self.entries[name] = hashlib.sha256(content).hexdigest()

    async def put_text(self, name: str, text: str) -> None:
        await self.put(name, text.encode())

    async def put_data(self, name: str, data: object) -> None:
        await self.put_text(name, json.dumps(data, ensure_ascii=False, indent=2, default=_written))


async def write_archive(
    connection: AsyncConnection, call: Call, target: Path | IO[bytes], *, at: datetime
) -> int:
    """Write the archive of a call; how many entries it has. A file at a time is in memory."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as file:
        archive = _Archive(file)
        await _put_call(archive, connection, call)
        applications = await list_applications(connection, call_id=call.id)
        await _put_applications(archive, connection, applications)
        await _put_reviews(archive, connection, applications)
        await _put_decisions(archive, connection, call)
        told = {"format": FORMAT, "call": call.id, "written_at": at.isoformat(), "entries": archive.entries}
        file.writestr(LIST, json.dumps(told, ensure_ascii=False, indent=2))
    return len(archive.entries)


async def _put_call(archive: _Archive, connection: AsyncConnection, call: Call) -> None:
    for edition in await editions_of(connection, call.id):
        await archive.put_text(f"call/{edition.digest}.json", edition.record)
    questions = [asdict(each) for each in await questions_of(connection, call.id)]
    await archive.put_data("call/questions.json", questions)


async def _put_applications(
    archive: _Archive, connection: AsyncConnection, applications: tuple[Application, ...]
) -> None:
    companies = await companies_of(connection, sorted({each.vendor_id for each in applications}))
    submissions = await submissions_by(connection, [each.id for each in applications])
    for each in applications:
        folder = f"applications/{each.label}"
        facts = {"id": each.id, "state": each.state, "company": companies[each.vendor_id][0]}
        await archive.put_data(f"{folder}/application.json", facts)
        for submission in submissions.get(each.id, ()):
            await archive.put_text(f"{folder}/submissions/{submission.digest}.json", submission.record)
        for document in await documents_of(connection, each.id, removed=True):
            content = await content_of(connection, document.id)
            await archive.put(f"{folder}/files/{document.id}/{safe_name(document.name)}", content)


async def _put_reviews(
    archive: _Archive, connection: AsyncConnection, applications: tuple[Application, ...]
) -> None:
    ids = [each.id for each in applications]
    findings = await reviews.findings_of(connection, ids)
    resolutions = await reviews.resolutions_of(connection, ids)
    measures = await measures_of(connection, ids)
    for each in applications:
        parts = await reviews.assignments_of(connection, application_ids=[each.id])
        told: Mapping[str, object] = {
            "assignments": [asdict(part) for part in parts],
            "findings": {
                person: [asdict(one) for one in found]
                for (application, person), found in findings.items()
                if application == each.id
            },
            "resolutions": [asdict(one) for one in resolutions.get(each.id, {}).values()],
            "measures": [asdict(one) for one in measures.get(each.id, ())],
        }
        await archive.put_data(f"applications/{each.label}/review.json", told)


async def _put_decisions(archive: _Archive, connection: AsyncConnection, call: Call) -> None:
    for decision in await decisions_of(connection, call.id):
        await archive.put_text(f"decision/{decision.digest}.json", decision.record)
        signatures = [asdict(each) for each in await signatures_of(connection, decision.id)]
        await archive.put_data(f"decision/signatures-{decision.revision}.json", signatures)


def _written(value: object) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)
