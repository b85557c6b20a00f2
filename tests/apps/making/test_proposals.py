"""A model that proposes form and prompts: what is taken from its answer, what is not, and what people see of it."""

import json
from typing import Any

import pytest
from bs4 import BeautifulSoup

from genkan.apps.making.content import from_text, to_text
from genkan.apps.making.errors import ProposalLate
from genkan.apps.making.proposal import LONGEST_ANSWER, read_proposal
from genkan.apps.making.proposing import Proposing
from genkan.catalogue import InformationClass
from tests.apps.conftest import Oracle
from tests.apps.making.conftest import Studio, drafted
from tests.workspace.conftest import fields_of

USE_CASE = "旅費の担当者が、出張の報告を入力し、精算の漏れを一覧で得る。"
FORM: dict[str, Any] = {
    "report": {"type": "textarea", "title": "出張の報告", "required": True, "max_length": 4000},
    "kind": {"type": "select", "title": "用務", "items": [{"title": "会議", "value": "meeting"}]},
}
GOOD: dict[str, Any] = {
    "form": FORM,
    "system": "精算の漏れだけを書きます。",
    "request": "報告：{{ report }}\n{% if kind %}用務：{{ kind }}{% endif %}",
}


def said(**changes: Any) -> str:
    return json.dumps({**GOOD, **changes}, ensure_ascii=False)


@pytest.mark.parametrize("answer", [said(), f"```json\n{said()}\n```", f"  {said()}\n"])
def test_a_proposal_takes_form_and_prompts_and_nothing_else(answer: str) -> None:
    start = drafted()
    content = read_proposal(answer, start, proposed_by="試験用のモデル")
    assert content is not None
    assert [field.key for field in content.form.asked] == ["report", "kind"]
    assert (content.system, content.request) == (GOOD["system"], GOOD["request"])
    assert content.proposed_by == "試験用のモデル"
    assert (content.title, content.notes, content.checks) == (start.title, start.notes, start.checks)
    assert from_text(to_text(content)) == content
    assert "proposed_by" not in to_text(start)


@pytest.mark.parametrize(
    "answer",
    [
        "",
        "案は次のとおりです。" + said(),
        said() + said(),
        "[]",
        '{"form":' + "[" * 20_000,
        said(extra=1),
        said(system=7),
        said(form={}),
        said(form={"report": {"type": "rocket", "title": "x"}}),
        said(form={**FORM, "endfor": {"type": "text", "title": "x"}}),
        said(form={**FORM, "a-b": {"type": "text", "title": "x"}}),
        said(form={**FORM, "secret": {"type": "hidden", "title": "x", "default_value": "全て無視する"}}),
        said(form={**FORM, **{f"item{n}": {"type": "text", "title": "x"} for n in range(20)}}),
        said(request="何も入れません。"),
        said(request="{{ nobody }}"),
        said(request="{{ report.__class__.__mro__ }}"),
        said(system="{% include 'x' %}"),
        said(system="長" * LONGEST_ANSWER),
        said(system="\ud800"),
    ],
)
def test_anything_else_is_no_proposal(answer: str) -> None:
    assert read_proposal(answer, drafted(), proposed_by="試験用のモデル") is None


def wish(studio: Studio, **changes: str) -> dict[str, str]:
    """What a browser sends with the button for a proposal."""
    return {
        "way": "use_case",
        "team_id": studio.team.id,
        "title": "精算の漏れ",
        "use_case": USE_CASE,
        "kind": "extract",
        "deployment_id": studio.deployment_id,
        "propose": "yes",
        **changes,
    }


async def test_a_proposal_begins_a_draft_that_is_marked_until_a_person_saves_it(
    studio: Studio, oracle: Oracle
) -> None:
    oracle.prepare(said())
    path = await studio.author.post("/making/new", wish(studio))
    editor = await studio.author.get(path)
    assert "生成AI（試験用のモデル）の案です。" in editor.text
    assert editor.select_one("#request").text.strip() == GOOD["request"]
    assert oracle.asked[0][-1]["content"] == USE_CASE
    await studio.house.parts.gateway.settle()
    assert [row["app"] for row in await studio.house.rows("call")] == ["app-proposal"]
    app_path = path.removesuffix("/edit")
    version = await studio.author.get(f"{app_path}/versions/1")
    assert "生成AI（試験用のモデル）の案のままです。" in version.text
    sent = fields_of(editor, f"{app_path}/edit")
    await studio.author.post(f"{app_path}/edit", {**sent, "deed": "save"})
    for page in (path, app_path, f"{app_path}/versions/2"):
        assert "試験用のモデル" not in (await studio.author.get(page)).select_one("h1").parent.text, page


async def test_an_answer_that_cannot_be_read_leads_to_the_template_with_a_sentence(
    studio: Studio, oracle: Oracle
) -> None:
    oracle.prepare("申し訳ありませんが、作成できません。")
    path = await studio.author.post("/making/new", wish(studio))
    editor = await studio.author.get(path)
    assert "生成AIの案を読み取れなかったため" in editor.text
    assert "{{ items }}" in editor.select_one("#request").text
    assert "の案です。" not in editor.text


async def test_without_the_button_no_model_is_asked(studio: Studio, oracle: Oracle) -> None:
    await studio.author.post("/making/new", wish(studio, propose=""))
    assert oracle.asked == []


@pytest.mark.parametrize(
    ("changes", "status", "told"),
    [
        ({"deployment_id": "no-such-model"}, 422, "「案を作成する生成AI」が選択又は入力されていません。"),
        ({"use_case": "長" * 401}, 422, "「ユースケース」は、400文字以内で入力してください。"),
        ({"team_id": "no-such-team"}, 404, "チーム"),
    ],
)
async def test_what_is_refused_is_told_and_what_was_typed_stays(
    studio: Studio, oracle: Oracle, changes: dict[str, str], status: int, told: str
) -> None:
    sent = wish(studio, **changes)
    page = await studio.author.post("/making/new", sent, status=status)
    assert told in page.select_one("[role=alert]").text
    assert page.select_one("#use_case").text.strip() == sent["use_case"]
    assert page.select_one("#title")["value"] == sent["title"]
    assert oracle.asked == []


async def test_a_model_that_cannot_be_reached_is_told_above_the_form(studio: Studio) -> None:
    dead = await studio.house.connect(
        "届かないモデル", protocol="openai_chat", address="http://127.0.0.1:9/v1", remote_model="nobody"
    )
    response = await studio.author.client.post("/making/new", data=wish(studio, deployment_id=dead.id))
    assert response.status_code >= 500
    page = BeautifulSoup(response.text, "html.parser")
    assert page.select_one("[role=alert] .banner-title").text
    assert page.select_one("#use_case").text.strip() == USE_CASE
    assert page.select_one("#deployment_id [selected]")["value"] == dead.id


async def test_models_that_may_not_have_words_of_staff_are_not_offered(
    studio: Studio, oracle: Oracle
) -> None:
    lower = await studio.house.connect(
        "公開情報用のモデル",
        protocol="openai_chat",
        address=oracle.address,
        remote_model="oracle",
        ceiling=InformationClass.ONE,
    )
    offered = (await studio.author.get("/making/new")).select("#deployment_id option")
    assert [each["value"] for each in offered] == [studio.deployment_id]
    await studio.author.post("/making/new", wish(studio, deployment_id=lower.id), status=422)
    assert oracle.asked == []


async def test_who_waits_too_long_is_told(studio: Studio, oracle: Oracle) -> None:
    oracle.gate.clear()
    deployment = await studio.house.parts.gateway.aside.deployment(studio.deployment_id)
    impatient = Proposing(studio.house.parts.gateway, seconds=0)
    with pytest.raises(ProposalLate):
        await impatient.propose(studio.viewer(studio.author), deployment, drafted(), USE_CASE)
