"""Everything about a decided call in one ZIP: records, files, reviews, decisions, and a list of all of it with hashes."""

import asyncio
import hashlib
import json
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import IO

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.apps import safe_name
from genkan.selection.application.application import Application, Submission
from genkan.selection.application.seeing import handed_in_documents
from genkan.selection.application.store.applications import list_applications, submissions_by
from genkan.selection.application.store.documents import content_of
from genkan.selection.call.call import Call, CallState
from genkan.selection.call.store.calls import editions_of
from genkan.selection.call.store.questions import questions_of
from genkan.selection.decision.errors import ArchiveTooEarly
from genkan.selection.decision.seeing import signed_by_command
from genkan.selection.decision.store.decisions import decisions_of, measures_of, signatures_of
from genkan.selection.endpoint.check import EndpointCheck
from genkan.selection.endpoint.store.checks import checks_of
from genkan.selection.review.store import reviews
from genkan.selection.vendor.store.vendors import companies_of
from genkan.storage import Database

LIST = "manifest.json"
FORMAT = "genkan-selection-archive/1"


@dataclass
class _Told:
    """What goes in: texts by the name of their entry, and ids of files by the same."""

    texts: dict[str, str] = field(default_factory=dict[str, str])
    files: dict[str, str] = field(default_factory=dict[str, str])

    def put_data(self, name: str, data: object) -> None:
        self.texts[name] = json.dumps(data, ensure_ascii=False, indent=2, default=_written)


@dataclass
class _Archive:
    """A ZIP that is being written, and the hashes of what went in."""

    file: zipfile.ZipFile
    entries: dict[str, str] = field(default_factory=dict[str, str])

    async def put(self, name: str, content: bytes) -> None:
        await asyncio.to_thread(self.file.writestr, name, content)
        self.entries[name] = hashlib.sha256(content).hexdigest()


async def write_archive(database: Database, call: Call, target: Path | IO[bytes], *, at: datetime) -> int:
    """Write the archive of a call, which no longer changes; how many entries it has. Raises ``ArchiveTooEarly``.

    A file at a time is in memory, and no transaction is open while it is compressed.
    """
    if call.state is not CallState.DECIDED:
        raise ArchiveTooEarly
    async with database.read() as connection:
        told = await _told(connection, call)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as file:
        archive = _Archive(file)
        for name, text in told.texts.items():
            await archive.put(name, text.encode())
        for name, document_id in told.files.items():
            async with database.read() as connection:
                content = await content_of(connection, document_id)
            await archive.put(name, content)
        listed = {"format": FORMAT, "call": call.id, "written_at": at.isoformat(), "entries": archive.entries}
        file.writestr(LIST, json.dumps(listed, ensure_ascii=False, indent=2))
    return len(archive.entries)


async def _told(connection: AsyncConnection, call: Call) -> _Told:
    """Of applications, those that were handed in; a draft is its vendor's alone."""
    told = _Told()
    applications = await list_applications(connection, call_id=call.id)
    submissions = await submissions_by(connection, [each.id for each in applications])
    handed_in = [each for each in applications if each.id in submissions]
    await _put_call(told, connection, call)
    await _put_applications(told, connection, handed_in, submissions)
    await _put_reviews(told, connection, handed_in)
    await _put_decisions(told, connection, call)
    return told


async def _put_call(told: _Told, connection: AsyncConnection, call: Call) -> None:
    for edition in await editions_of(connection, call.id):
        told.texts[f"call/{edition.digest}.json"] = edition.record
    questions = [asdict(each) for each in await questions_of(connection, call.id)]
    told.put_data("call/questions.json", questions)


async def _put_applications(
    told: _Told,
    connection: AsyncConnection,
    applications: Sequence[Application],
    submissions: Mapping[str, Sequence[Submission]],
) -> None:
    companies = await companies_of(connection, sorted({each.vendor_id for each in applications}))
    checks = await checks_of(connection, [each.id for each in applications])
    for each in applications:
        folder = f"applications/{each.label}"
        facts = {"id": each.id, "state": each.state, "company": companies[each.vendor_id][0]}
        told.put_data(f"{folder}/application.json", facts)
        for submission in submissions[each.id]:
            told.texts[f"{folder}/submissions/{submission.digest}.json"] = submission.record
        told.put_data(f"{folder}/endpoint_checks.json", [_check(one) for one in checks.get(each.id, ())])
        for document in await handed_in_documents(connection, each):
            told.files[f"{folder}/files/{document.id}/{safe_name(document.name)}"] = document.id


async def _put_reviews(told: _Told, connection: AsyncConnection, applications: Sequence[Application]) -> None:
    """Of findings, those that were handed in."""
    ids = [each.id for each in applications]
    findings = await reviews.findings_of(connection, ids)
    resolutions = await reviews.resolutions_of(connection, ids)
    measures = await measures_of(connection, ids)
    for each in applications:
        parts = await reviews.assignments_of(connection, application_ids=[each.id])
        handed_in = [part.person_id for part in parts if part.handed_in_at]
        review: Mapping[str, object] = {
            "assignments": [asdict(part) for part in parts],
            "findings": {
                person: [asdict(one) for one in findings.get((each.id, person), ())] for person in handed_in
            },
            "resolutions": [asdict(one) for one in resolutions.get(each.id, {}).values()],
            "measures": [asdict(one) for one in measures.get(each.id, ())],
        }
        told.put_data(f"applications/{each.label}/review.json", review)


async def _put_decisions(told: _Told, connection: AsyncConnection, call: Call) -> None:
    for decision in await decisions_of(connection, call.id):
        told.texts[f"decision/{decision.digest}.json"] = decision.record
        commanded = await signed_by_command(connection, decision)
        signatures = [
            {**asdict(each), "on_command_line": each.position in commanded}
            for each in await signatures_of(connection, decision.id)
        ]
        told.put_data(f"decision/signatures-{decision.revision}.json", signatures)


def _check(check: EndpointCheck) -> Mapping[str, object]:
    return {**asdict(check), "checks": [each.as_data() for each in check.checks]}


def _written(value: object) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)
