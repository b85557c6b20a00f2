"""The entries of the sample: over the sample rules, made of its cases, and one whose rule was amended since."""

from genkan.governance import Role
from genkan.inquiry.faq.sample import sample_faqs
from genkan.inquiry.sample import sample_inquiries
from genkan.knowledge import load_sample
from tests.workspace.conftest import Workspace


async def test_the_entries_rest_on_the_sample_rules(workspace: Workspace) -> None:
    parts, ministry, city = workspace.parts, workspace.ministry, workspace.city
    for organisation in (ministry, city):
        await workspace.person(f"{organisation.name}の窓口", Role.INQUIRY_OFFICER, of=organisation)
        await workspace.person(f"{organisation.name}の責任者", Role.INQUIRY_SUPERVISOR, of=organisation)
    await load_sample(
        parts.database, library=parts.library, loader=parts.loader, ministry_id=ministry.id, city_id=city.id
    )
    for _ in range(2):  # a second loading adds nothing
        await parts.inquiries.load_sample(ministry, city, actor="command_line")
    rows = await workspace.rows("inquiry_faq")
    versions = {row["faq_id"]: row for row in await workspace.rows("inquiry_faq_version")}
    assert len(rows) == len(sample_faqs()) == len(versions)
    questions = {versions[row["id"]]["question"]: row for row in rows}
    flagged = [question for question, row in questions.items() if row["state"] == "review"]
    assert flagged == ["例示省の職員は、週に何日までテレワークができますか。"]
    assert '"kind":"changed"' in questions[flagged[0]]["reasons"]
    assert sorted(row["state"] for row in rows if row["state"] != "review") == ["draft"] + ["published"] * 9
    linked = [row for row in rows if row["case_id"]]
    assert len(linked) >= 8
    cases = {row["id"]: row["text"] for row in await workspace.rows("inquiry_case")}
    letters = {letter.text for letter in sample_inquiries()}
    assert {cases[row["case_id"]] for row in linked} <= letters
