"""Beginning an app: from a use case, as a copy, from JSON."""

import json

import pytest

from genkan.apps.making.exchange import read_made_app, write_made_app
from genkan.apps.making.fitness import check_content
from genkan.apps.making.use_case import KindOfWork, begun, kinds_of_work
from genkan.kit import Problem
from tests.apps.making.conftest import Studio, drafted

FOREIGN = {
    "exAppName": "住民票の案内",
    "description": "住民票の取り方を案内する。",
    "howToUse": ":::disclosure{title=使い方}\n入力します。\n:::",
    "endpoint": "https://apps.example.jp/run",
    "placeholder": json.dumps(
        {
            "target-text": {"type": "textarea", "title": "本文{{ 7 }}", "required": True},
            "1st": {"type": "select", "title": "種別", "items": [{"title": "甲", "value": "a"}]},
            "note": {"type": "text", "title": "備考", "visible_when": {"key": "1st", "values": ["a"]}},
            "conversation_history": {"type": "hidden"},
        }
    ),
    "systemPrompt": "あなたは{{ self }}の担当者です。",
}


@pytest.mark.parametrize("kind", kinds_of_work(), ids=lambda kind: kind.id)
def test_each_kind_of_work_begins_an_app_that_can_be_saved(kind: KindOfWork) -> None:
    content = begun(kind, title="名称", use_case="窓口の{{ 担当 }}者が{% raw %}使う。\n二行目。")
    check_content(content, models=frozenset())
    assert "窓口の｛｛ 担当 ｝｝者が" in content.system
    assert "〔業務〕" not in content.system


def test_our_own_export_comes_back_whole() -> None:
    content = drafted()
    text = write_made_app(content, endpoint="https://genkan.example.jp/gennai/apps/1", published=True)
    assert read_made_app(text) == content
    registration = json.loads(text)
    assert registration["exAppName"] == content.title
    assert registration["apiKey"] == ""
    assert list(json.loads(registration["placeholder"])) == ["text", "rules", "readers"]


def test_a_registration_of_another_host_becomes_an_app_that_can_be_saved() -> None:
    content = read_made_app(json.dumps(FOREIGN))
    check_content(content, models=frozenset())
    assert [field.key for field in content.form.fields] == ["target_text", "_1st", "note"]
    condition = content.form.fields[2].visible_when
    assert condition is not None
    assert condition.key == "_1st"
    assert content.form.continues
    assert "{{ target_text }}" in content.request
    assert "{{" not in content.system


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{",
        "null",
        '{"placeholder": {"a": {"type": "rocket", "title": "x"}}}',
        '{"placeholder": {"a b": {"type": "text", "title": "x"}}}',
        '{"placeholder": "' + "[" * 100_000 + '"}',
        '{"genkan": {"title": 1}}',
        '{"genkan": [1, 2]}',
        '{"genkan": {"title": "x", "form": {"a": {"type": "rocket"}}}}',
    ],
)
def test_what_is_no_app_is_refused_in_words(text: str) -> None:
    with pytest.raises(Problem):
        read_made_app(text)


async def test_copies_and_imports_from_the_page(studio: Studio) -> None:
    team = studio.team.id
    path = await studio.member.post("/making/new", {"way": "copy", "team_id": team, "app_id": "summary"})
    page = await studio.member.get(path)
    assert "{{ text }}" in page.select_one("#request").text
    document = await studio.member.client.post(path.replace("/edit", "/export"))
    assert document.headers["content-type"] == "application/json"
    again = await studio.member.post("/making/new", {"way": "json", "team_id": team, "json": document.text})
    assert (await studio.member.get(again)).select_one("#request").text == page.select_one("#request").text
    upload = await studio.member.client.post(
        "/making/new",
        data={"way": "json", "team_id": team},
        files={"file": ("app.json", json.dumps(FOREIGN).encode(), "application/json")},
    )
    assert upload.status_code == 303
    events = await studio.house.events("apps:made_app:")
    assert events.count("apps:made_app:added") == 3
    assert "apps:made_app:exported" in events


async def test_faults_of_a_beginning_keep_what_was_typed(studio: Studio) -> None:
    typed = {"way": "use_case", "team_id": studio.team.id, "use_case": "誰が何を", "title": "名称"}
    page = await studio.author.post("/making/new", typed, status=422)
    assert page.select_one("#use_case").text.strip() == "誰が何を"
    page = await studio.author.post(
        "/making/new", {"way": "json", "team_id": studio.team.id, "json": "{壊れた"}, status=422
    )
    assert page.select_one("#json").text.strip() == "{壊れた"


async def test_nobody_begins_an_app_for_another_team(studio: Studio) -> None:
    sent = {"way": "copy", "team_id": studio.team.id, "app_id": "summary"}
    for browser in (studio.colleague, studio.stranger, studio.administrator):
        await browser.post("/making/new", sent, status=404)
    draft = await studio.begin()
    version = (await studio.versions(draft))[0]
    await studio.stranger.post(
        "/making/new", {"way": "copy", "team_id": studio.team.id, "app_id": version.id}, status=404
    )
