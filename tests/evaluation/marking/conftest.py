"""The real application with an office, three markers, and a task with two questions and answers of four vendors."""

import asyncio
import json
from dataclasses import dataclass
from typing import Any

import pytest

from genkan.evaluation import MarkingResult, read_result, see_result, see_task
from genkan.evaluation.marking import MarkedAnswer, keep_judged
from genkan.evaluation.marking.pages.office_view import view_of
from genkan.evaluation.marking.standing import Agreements
from genkan.governance import Role, Viewer, permissions_of
from tests.workspace.conftest import Browser, Workspace, install, pages, workspace

__all__ = ["install", "pages", "workspace"]

VENDORS = ("甲社", "乙社", "丙社", "丁社")
QUESTIONS = ("q-draft", "q-summary")


def draft_file(**changes: Any) -> bytes:
    """A task as a file; each answer has words of its own and names its model."""
    questions = [
        {
            "key": key,
            "field": field,
            "text": f"{field}の問いです。",
            "rubric": [
                {"points": 3, "text": "根拠を示している"},
                {"points": 2, "text": "正しい公用文である"},
            ],
            "answers": [
                {
                    "key": f"{key}-{number}",
                    "party": vendor,
                    "text": f"例示モデル{number}（{vendor}）がお答えします。{words(key, vendor)}",
                }
                for number, vendor in enumerate(VENDORS, start=1)
            ],
        }
        for key, field in zip(QUESTIONS, ("起案", "要約"), strict=True)
    ]
    hidden = [f"例示モデル{number}" for number in range(1, 5)]
    task = {
        "title": "記述式の採点",
        "questions": questions,
        "hidden": hidden,
        "duplicate_percent": 20,
        "limit": 2,
    }
    return json.dumps(task | changes, ensure_ascii=False).encode()


def words(key: str, vendor: str) -> str:
    """What stands in this answer alone, and tells nothing of whose it is."""
    return f"固有の語{QUESTIONS.index(key)}{VENDORS.index(vendor)}番"


@dataclass
class Room:
    """The office with its task, and the markers."""

    workspace: Workspace
    office: Browser
    markers: tuple[Browser, ...]
    path: str

    @property
    def task_id(self) -> str:
        """The id of the task."""
        return self.path.rsplit("/", 1)[1]

    def desk(self, place: int | None = None) -> str:
        """The path of the desk, or of an answer there."""
        return f"/marking/desk/{self.task_id}" + (f"/{place}" if place else "")

    async def office_does(self, deed: str, *, status: int = 303, **fields: str) -> Any:
        """A deed of the office."""
        return await self.office.post(f"{self.path}/{deed}", fields, status=status)

    async def prepare(self) -> None:
        """Three markers, the first of whom has a conflict with the first vendor; they may begin."""
        for marker in self.markers[:3]:
            await self.office_does("markers", marker=marker.person.sign_in_name)
        await self.office_does("conflicts", person=self.markers[0].person.id, party="甲社")
        await self.office_does("open")

    async def mark_all(self, marker: Browser, points: dict[str, tuple[int, int]]) -> list[str]:
        """Mark every answer as ``points`` say by its words, else 3 and 2, and hand in; gives the HTML that was seen."""
        seen: list[str] = []
        place = 1
        while True:
            response = await marker.client.get(self.desk(place))
            if response.status_code == 404:
                break
            seen.append(response.text)
            given = next((each for word, each in points.items() if word in response.text), (3, 2))
            page = await marker.get(self.desk(place))
            version = page.select_one("input[name=version]")["value"]
            fields = {
                "version": version,
                "points": list(map(str, given)),
                "note": f"メモ{place}",
                "go": "next",
            }
            await marker.post(self.desk(place), fields)
            place += 1
        await marker.post(self.desk())
        return seen

    async def mark_together(self, points: dict[str, tuple[int, int]]) -> list[list[str]]:
        """All three at once; ``points`` are those of the second one only."""
        parts = [
            self.mark_all(marker, points if place == 1 else {})
            for place, marker in enumerate(self.markers[:3])
        ]
        return list(await asyncio.gather(*parts))

    async def marked_by(self, marker: Browser) -> tuple[str, str]:
        """The question and the vendor of an answer that this marker and somebody without a conflict mark."""
        slots = await self.workspace.rows("marking_slot")
        own = {slot["answer_id"] for slot in slots if slot["person_id"] == marker.person.id}
        answers = await self.workspace.rows("marking_answer")
        answer = next(each for each in answers if each["id"] in own and each["party"] != VENDORS[0])
        return answer["key"].rpartition("-")[0], answer["party"]

    async def judge(self) -> None:
        """A model proposes points for every answer of the first question."""
        proposed = {(QUESTIONS[0], f"{QUESTIONS[0]}-{number}"): (3, 1) for number in range(1, 5)}
        async with self.workspace.parts.database.write() as connection:
            await keep_judged(connection, self.task_id, proposed)

    async def seen_by(self, marker: Browser) -> tuple[tuple[MarkedAnswer, ...], Agreements | None]:
        """The points and agreements on the office's page for a marker who is of the office, too."""
        viewer = self.viewer(marker)
        async with self.workspace.parts.database.read() as connection:
            task = await see_task(connection, self.task_id, organisation_id=viewer.organisation.id)
            view = await view_of(connection, viewer, task)
        return tuple(view.answers), view.agreements

    def viewer(self, browser: Browser) -> Viewer:
        """Who looks in this browser."""
        return Viewer(browser.person, self.workspace.ministry, "", permissions_of(browser.person.roles))

    async def result_for(self, browser: Browser) -> MarkingResult:
        """The result as the command line tells it by this person's right."""
        async with self.workspace.parts.database.read() as connection:
            return await see_result(connection, self.viewer(browser), self.task_id)

    async def result(self) -> MarkingResult:
        """The result as it stands."""
        async with self.workspace.parts.database.read() as connection:
            return await read_result(connection, self.task_id)

    async def events(self) -> list[dict[str, Any]]:
        """The events of the desk."""
        rows = await self.workspace.rows("ledger_event")
        return [row for row in rows if row["kind"].startswith("marking:")]


@pytest.fixture
async def room(workspace: Workspace) -> Room:
    """A task that is set up, on each engine in turn."""
    office = await workspace.browser("例示事務局", Role.TRIAL_OFFICE)
    names = ("採点いち", "採点に", "採点さん", "採点よん")
    markers = tuple([await workspace.browser(name, Role.MARKER) for name in names])
    file = ("task.json", draft_file(), "application/json")
    response = await office.client.post("/marking", files={"file": file})
    assert response.status_code == 303, response.text
    return Room(workspace, office, markers, response.headers["location"].partition("?")[0])
