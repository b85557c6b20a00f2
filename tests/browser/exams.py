"""A sealed test in each of its states, in the installation of a folder whose server runs."""

import asyncio
import threading
from datetime import timedelta
from pathlib import Path

from genkan.asgi import Parts
from genkan.catalogue import list_deployments
from genkan.cli.opening import open_parts
from genkan.evaluation import Exam, ExamDraft, find_exam
from genkan.evaluation.exam.exam import ExamState
from genkan.governance import find_person
from genkan.settings import Settings

_CUSTODIANS = ("keiko.rei", "yumi.rei")
_COUNTS = {"japanese-1": "4", "safety-1": "2", "drafting-1": "1", "regulation_search-1": "3"}
_SOON, _LIMIT = timedelta(seconds=1.5), 60.0


def hold_exams(folder: Path) -> dict[str, tuple[str, str]]:
    """Whose page it is, and its path; in a thread, for Playwright holds this one."""
    held: list[dict[str, tuple[str, str]]] = []
    thread = threading.Thread(target=lambda: held.append(asyncio.run(_hold(folder / "genkan-data"))))
    thread.start()
    thread.join()
    return held[0]


async def _hold(folder: Path) -> dict[str, tuple[str, str]]:
    async with open_parts(Settings(data_folder=folder)) as parts:
        draft = await _exam(parts, "封印前の試験", opens_in=timedelta(hours=1))
        sealed = await _sealed(parts, "封印中の試験", opens_in=timedelta(hours=1))
        opened = await _opened(parts, "開封済みの試験")
        published = await _published(parts, "公表済みの試験")
    return {
        "exam_draft": ("takuya.rei", f"/exams/{draft.id}"),
        "exam_sealed": ("takuya.rei", f"/exams/{sealed.id}"),
        "exam_opened": ("takuya.rei", f"/exams/{opened.id}"),
        "exam_questions": ("takuya.rei", f"/exams/{published.id}/questions"),
        "exam_published": ("takuya.rei", f"/exams/{published.id}"),
        "run": ("takuya.rei", f"/evaluation/runs/{published.run_id}"),
        "commitment": ("takuya.rei", f"/commitments/{published.id}"),
    }


async def _exam(parts: Parts, title: str, *, opens_in: timedelta) -> Exam:
    async with parts.database.write() as connection:
        people = [await find_person(connection, sign_in_name=name) for name in _CUSTODIANS]
        ids = [person.id for person in people if person is not None]
        now = parts.clock()
        draft = ExamDraft(
            title=title,
            counts=_COUNTS,
            opens_at=now + opens_in,
            closes_at=now + opens_in + timedelta(days=1),
            custodians=(ids[0], ids[1]),
        )
        organisation = next(person.organisation_id for person in people if person is not None)
        return await parts.exams.planning.add(
            connection, draft, organisation_id=organisation, person_id=ids[0]
        )


async def _sealed(parts: Parts, title: str, *, opens_in: timedelta) -> Exam:
    exam = await _exam(parts, title, opens_in=opens_in)
    await _shares(parts, exam)
    return exam


async def _shares(parts: Parts, exam: Exam) -> list[tuple[str, str]]:
    """The shares with their custodians; the test is sealed."""
    shares: list[tuple[str, str]] = []
    async with parts.database.write() as connection:
        for name in _CUSTODIANS:
            person = await find_person(connection, sign_in_name=name)
            assert person is not None
            shares.append((person.id, await parts.exams.custody.take(connection, exam, person_id=person.id)))
        await parts.exams.custody.seal(connection, exam, person_id=None)
    return shares


async def _opened(parts: Parts, title: str) -> Exam:
    exam = await _exam(parts, title, opens_in=_SOON)
    shares = await _shares(parts, exam)
    await asyncio.sleep(_SOON.total_seconds())
    async with parts.database.write() as connection:
        for person_id, share in shares:
            await parts.exams.custody.bring(connection, exam, share, person_id=person_id)
    return exam


async def _published(parts: Parts, title: str) -> Exam:
    """Held by the server that runs."""
    exam = await _opened(parts, title)
    async with parts.database.write() as connection:
        models = [each for each in await list_deployments(connection) if each.protocol == "extract"]
        await parts.exams.holding.begin(connection, exam, [each.id for each in models], person_id=None)
    async with asyncio.timeout(_LIMIT):
        while (graded := await _now(parts, exam)).state is not ExamState.MARKING:
            await asyncio.sleep(0.2)
    await parts.exams.publishing.publish(graded, person_id=None, unmarked=True)
    return graded


async def _now(parts: Parts, exam: Exam) -> Exam:
    async with parts.database.read() as connection:
        found = await find_exam(connection, exam.id, organisation_id=exam.organisation_id)
    assert found is not None
    return found
