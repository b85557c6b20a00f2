"""What could not be confirmed is marked beside the claim, and nowhere else."""

import pytest
from bs4 import Tag

from tests.workspace.conftest import Model, Workspace

TRUE = "「職員は、出張から帰着した日の翌日から起算して七日以内に、旅費を精算しなければならない。」[1]"
FALSE = "「職員は、出張から帰着した日に、旅費を精算するものとする。」[1]"


async def answered(workspace: Workspace, model: Model, text: str) -> Tag:
    """The answer of a page on which the model said the text."""
    await workspace.connect("国産モデル", protocol="openai_chat", address=model.address, remote_model="m")
    await workspace.add_collection("例示省規程集")
    browser = await workspace.browser()
    model.say(text)
    model.finish()
    page = await browser.get(await workspace.ask(browser))
    return page.select_one("article.answer")


async def test_a_true_and_a_false_quotation_of_one_source_are_told_apart(
    workspace: Workspace, model: Model
) -> None:
    answer = await answered(workspace, model, f"- {TRUE}\n- {FALSE}\n")
    true, false = answer.select(".prose li")
    assert true.select_one(".citation-failed") is None
    assert false.select_one("a.citation-failed")["href"] == true.select_one("a.citation")["href"]
    note = false.select_one("a.citation-note")
    assert note.text == "※1"
    assert "※出典を確認できません：引用された「" in note["title"]
    explained = answer.select_one(note["href"])
    assert explained.select_one("strong").text == "※1 [1]"
    assert "引用された「" in explained.text
    assert "出典と食い違いのないもの 1件、確認できないもの 1件" in answer.select_one(".check").text
    assert len(answer.select(".check-list li")) == 1


async def test_an_article_that_does_not_exist_is_marked_where_it_stands(
    workspace: Workspace, model: Model
) -> None:
    answer = await answered(workspace, model, "例示省旅費規程第九十九条により、**精算は不要**です。")
    note = answer.select_one(".prose .citation-note")
    assert note.previous_sibling == "例示省旅費規程第九十九条"
    assert note.text == "※1"
    assert "「例示省旅費規程」に第99条はありません。" in answer.select_one(note["href"]).text


async def test_a_number_without_a_source_is_marked(workspace: Workspace, model: Model) -> None:
    answer = await answered(workspace, model, "精算は不要です[9]。")
    assert answer.select_one(".prose .citation-failed").name == "span"
    assert "出典[9]はありません。" in answer.select_one(".prose .citation-note")["title"]


@pytest.mark.parametrize(
    "text",
    [
        "\ue0000\ue001 例示省旅費規程第九十九条により不要です。",  # the characters that hold the places of notes
        "<b onclick=alert(1)>例示省旅費規程第九十九条</b>により不要です。",
        "例示省旅費規程第九十九条「<script>alert(1)</script>の場合です」[1]により不要です。",
    ],
)
async def test_an_answer_cannot_forge_marks_or_html(workspace: Workspace, model: Model, text: str) -> None:
    answer = await answered(workspace, model, text)
    assert answer.select("script, b, [onclick]") == []
    assert "\ue000" not in answer.select_one(".prose").text
    notes = answer.select(".prose .citation-note")
    assert notes
    assert [note.text for note in notes] == [f"※{number}" for number in range(1, len(notes) + 1)]
    assert all(note["title"].startswith("※出典を確認できません：") for note in notes)
    assert all(answer.select_one(note["href"]) for note in notes)


async def test_a_link_of_the_model_cannot_be_followed(workspace: Workspace, model: Model) -> None:
    answer = await answered(
        workspace, model, "[規程](https://example.com/x)と<https://example.org/y>を見てください[1]。"
    )
    prose = answer.select_one(".prose")
    assert "規程（https://example.com/x）とhttps://example.org/yを見てください" in prose.text
    assert {str(link["href"])[0] for link in prose.select("a")} == {"#"}
