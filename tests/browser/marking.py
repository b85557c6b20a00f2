"""A marking task with marks, a difference that somebody decides on, and an answer that is still to be marked."""

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.asgi import Parts
from genkan.evaluation import MarkingAnswer, MarkingDraft, MarkingQuestion, RubricLine, Task
from genkan.evaluation.marking.marking import sit_down
from genkan.evaluation.marking.setting_up import see_task
from genkan.evaluation.marking.store import decisions, markers
from genkan.governance import Role, Viewer, permissions_of
from genkan.governance.store import people

ANSWER = "申請書は、文書管理規程第12条により、5年間保存します。\n" + "例示市" * 40
RUBRIC = (RubricLine(3, "根拠となる条を示している"), RubricLine(2, "公用文として正しい"))
SIGN_IN_NAMES = ("makoto.rei", "taro.rei", "misaki.rei")


@dataclass(frozen=True)
class Marked:
    """The paths of the office and of the first marker."""

    office: str
    marker: tuple[str, ...]


async def mark_something(parts: Parts, connection: AsyncConnection, office: Viewer) -> Marked:
    """Two tasks: one is compared and waits for a decision of the first marker, in the other that one marks."""
    who = [await _marker(parts, connection, name, office) for name in SIGN_IN_NAMES]
    open_task = await _task(parts, connection, office, "記述式の採点（採点中）")
    compared = await _task(parts, connection, office, "記述式の採点（裁定中）")
    for points, viewer in zip(((3, 2), (0, 1), (3, 1)), who, strict=True):
        await _mark(parts, connection, viewer, compared, points)
    await parts.marking.deciding.compare(
        connection, office, await see_task(connection, compared.id, organisation_id=office.organisation.id)
    )
    own = await decisions.decisions_for(connection, who[0].person.id)
    path = f"/marking/desk/{open_task.id}"
    return Marked(
        f"/marking/tasks/{compared.id}",
        ("/marking/desk", path, f"{path}/1", *(f"/marking/decisions/{each.id}" for each in own)),
    )


async def _marker(parts: Parts, connection: AsyncConnection, name: str, office: Viewer) -> Viewer:
    person = await people.find_person(connection, sign_in_name=name)
    assert person is not None
    missing = frozenset({Role.MARKER}) - person.roles
    await people.add_roles(connection, person.id, roles=missing, now=parts.clock())
    return Viewer(person, office.organisation, "session", permissions_of(frozenset({Role.MARKER})))


async def _task(parts: Parts, connection: AsyncConnection, office: Viewer, title: str) -> Task:
    questions = tuple(
        MarkingQuestion(
            key,
            field,
            f"{field}の問いです。保存期間を説明してください。",
            RUBRIC,
            tuple(MarkingAnswer(f"{key}-{number}", ANSWER, f"{number}社") for number in range(3)),
        )
        for key, field in (("q1", "起案"), ("q2", "要約"))
    )
    draft = MarkingDraft(title, questions, limit=2)
    own = {"actor": office.person.id}
    task = await parts.marking.setting_up.make(
        connection, draft, organisation_id=office.organisation.id, **own
    )
    for name in SIGN_IN_NAMES:
        await parts.marking.setting_up.add_marker(connection, task, name, **own)
    await parts.marking.setting_up.open(connection, task, **own)
    return task


async def _mark(
    parts: Parts, connection: AsyncConnection, viewer: Viewer, task: Task, points: tuple[int, int]
) -> None:
    for slot in await markers.slots_of(connection, task.id, person_id=viewer.person.id):
        desk = await sit_down(connection, viewer, task.id, slot.position)
        await parts.marking.marking.save(
            connection, viewer, desk, points=points, note="根拠の条がない。", seen=1
        )
    task = (await sit_down(connection, viewer, task.id, 1)).task
    await parts.marking.marking.finish(connection, viewer, task)
