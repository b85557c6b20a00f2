"""Fields with a preview: what is typed as Markdown, with and without scripts, on the forms of apps and in the editor."""

from dataclasses import replace

from genkan.apps.form.field import Form
from genkan.apps.making.content import Content
from genkan.apps.pages.form_view import LONGEST_SHOWN
from genkan.governance import Role
from tests.apps.making.conftest import Studio, drafted, studio
from tests.workspace.conftest import Workspace, fields_of

__all__ = ["studio"]

HOSTILE = (
    "**重要**\n\n<script>alert(1)</script>\n\n[押す](javascript:alert(1))\n\n![絵](https://a.example/x.png)"
)


def previewed() -> Content:
    """The draft with a preview on its first field, and a draft of it in the field."""
    content = drafted()
    first, *others = content.form.fields
    return replace(content, form=Form((replace(first, preview=True, default="- **初め**"), *others)))


async def test_the_fragment_is_sanitised_markdown(workspace: Workspace) -> None:
    browser = await workspace.browser()
    page = await browser.post("/apps/preview", {"field.text": HOSTILE}, status=200)
    assert page.select_one("strong").text == "重要"
    assert page.select("script, img, a") == []
    assert page.select_one("html") is None
    empty = await browser.post("/apps/preview", {"other": "x"}, status=200)
    assert "ここに表示します" in empty.text


async def test_a_long_text_is_shown_in_part_and_says_so(workspace: Workspace) -> None:
    browser = await workspace.browser()
    page = await browser.post("/apps/preview", {"field.text": "字" * (LONGEST_SHOWN + 1)}, status=200)
    assert page.text.count("字") == LONGEST_SHOWN
    assert "途中までを表示" in page.text


async def test_only_staff_have_it(workspace: Workspace) -> None:
    operator = await workspace.browser("運用者", Role.OPERATOR)
    await operator.post("/apps/preview", {"field.text": "x"}, status=404)


async def test_the_form_of_an_app_shows_it_without_scripts_and_runs_nothing(studio: Studio) -> None:
    app = await studio.begin(previewed())
    version = await studio.publish(app)
    path = f"/apps/{version.id}"
    page = await studio.colleague.get(path)
    assert page.select_one("[id='field.text-shown'] li strong").text == "初め"
    assert page.select_one("form[data-draft] [hx-post]") is None
    assert page.select_one("[hx-post='/apps/preview']")["hx-include"] == "[id='field.text']"
    sent = {**fields_of(page, path), "field.text": HOSTILE, "show": "yes", "information_class": "1"}
    again = await studio.colleague.post(path, sent, status=200)
    assert again.select_one("[id='field.text-shown'] strong").text == "重要"
    assert again.select_one("textarea[name='field.text']").text.strip() == HOSTILE
    assert again.select_one("[name=information_class][checked]")["value"] == "1"
    assert again.select("[role=alert]") == []
    assert await studio.house.rows("app_run") == []


async def test_the_form_of_a_trial_shows_it_too(studio: Studio) -> None:
    app = await studio.begin(previewed())
    path = f"/making/{app.id}/versions/1/try"
    sent = {**fields_of(await studio.author.get(path), path), "field.text": "# 見出し", "show": "yes"}
    again = await studio.author.post(path, sent, status=200)
    assert again.select_one("[id='field.text-shown'] h3").text == "見出し"
    assert await studio.house.rows("app_run") == []


async def test_an_app_without_previews_asks_for_none(studio: Studio) -> None:
    page = await studio.colleague.get("/apps/summary")
    assert page.select("[hx-post='/apps/preview'], [name=show]") == []


async def test_the_editor_gives_a_field_its_preview_and_takes_it_away(studio: Studio) -> None:
    app = await studio.begin()
    path = f"/making/{app.id}"
    sent = fields_of(await studio.author.get(f"{path}/edit"), f"{path}/edit")
    sent |= {"field.0.preview": "yes", "field.0.default": "**例**"}
    page = await studio.author.post(f"{path}/edit", {**sent, "deed": "show"}, status=200)
    assert page.select_one("#preview [id='field.text-shown'] strong").text == "例"
    await studio.author.post(f"{path}/edit", {**sent, "deed": "save"})
    assert (await studio.versions(app))[0].content.form.fields[0].preview
    sent = fields_of(await studio.author.get(f"{path}/edit"), f"{path}/edit")
    assert sent.pop("field.0.preview") == ["yes"]
    await studio.author.post(f"{path}/edit", {**sent, "deed": "save"})
    assert not (await studio.versions(app))[0].content.form.fields[0].preview
