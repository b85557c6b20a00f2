"""Reviewers who are appointed, find and hand in, and what signers see."""

from genkan.governance import Role
from genkan.selection.review.assignment import Assignment, Part
from genkan.selection.review.store.reviews import add_assignment
from tests.selection.conftest import Office
from tests.workspace.conftest import Browser

KEYS = ("origin", "development", "performance", "use", "benchmark", "data", "supply")


async def appoint(office: Office, application: str, *names: str) -> list[Browser]:
    """New reviewers with a part in the application, the last as the third."""
    browsers: list[Browser] = []
    for place, name in enumerate(names):
        browser = await office.workspace.browser(name, Role.REVIEWER)
        part = "resolver" if place == 2 else "reviewer"
        data = {"person": browser.person.id, "part": part}
        await office.takuya.post(f"/selection/applications/{application}/reviewers", data)
        browsers.append(browser)
    return browsers


async def findings_of(office: Office, application: str, **points: str) -> dict[str, str]:
    """Findings for every criterion, each with its place and a quotation that stands there."""
    rows = await office.workspace.rows("selection_document")
    file = next(row["id"] for row in rows if row["application_id"] == application)
    found = {f"{key}.result": "met" for key in ("origin", "use", "data", "supply")}
    found |= {f"{key}.result": "points-3" for key in ("development", "performance", "benchmark")}
    for key in KEYS:
        found |= {
            f"{key}.words": f"{key}の所見",
            f"{key}.file": file,
            f"{key}.page": "2",
            f"{key}.quotation": "application is evident",
        }
    return found | {f"{key}.result": value for key, value in points.items()}


async def assign_at_the_same_moment(office: Office, application: str, browser: Browser) -> None:
    """A third reviewer beside two, as two assignments at once could leave it."""
    third = Assignment(application, browser.person.id, Part.REVIEWER, office.workspace.clock())
    async with office.workspace.parts.database.write() as connection:
        await add_assignment(connection, third)


async def seen_by(browser: Browser, where: str) -> dict[str, str]:
    """What a signer sends back of the page."""
    page = await browser.get(where)
    return {name: page.select_one(f"input[name={name}]")["value"] for name in ("digest", "signed")}


async def review(office: Office, browser: Browser, application: str, **points: str) -> None:
    path = f"/reviews/{application}"
    await browser.post(f"{path}/declare", {"conflict": "none"})
    where = await browser.post(path, {**await findings_of(office, application, **points), "step": "hand_in"})
    assert where == "/reviews?done=handed_in"
