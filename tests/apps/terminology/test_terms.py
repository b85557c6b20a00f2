"""The office's lists of terms: who may change them, what is refused, and that translations use them."""

from importlib.resources import files
from typing import Any

from genkan.apps import CheckOutcome
from genkan.apps.folder import read_app
from genkan.apps.terminology.keeping import added, terms_for
from genkan.apps.terminology.term_list import DIRECTIONS
from genkan.governance import Role
from tests.apps.conftest import Oracle, Runner
from tests.apps.making.conftest import Studio, studio
from tests.workspace.conftest import Browser, fields_of

__all__ = ["studio"]
OFFICE = "例示省,Ministry of Examples\n相談窓口,consultation counter"
SOURCE = "例示省は、相談窓口を開設します。"


async def write(browser: Browser, owner_id: str, terms: str, *, status: int = 303, **more: Any) -> Any:
    """Save a list as its form does."""
    path = f"/terms/{owner_id}/ja-en"
    fields = fields_of(await browser.get(path), path)
    fields.pop("file", None)
    return await browser.post(path, {**fields, "terms": terms, "deed": "save", **more}, status=status)


async def test_a_translation_uses_the_list_of_the_office_and_is_checked_by_it(
    runner: Runner, oracle: Oracle
) -> None:
    admin = await runner.house.browser("管理", Role.MINISTRY_ADMINISTRATOR)
    await write(admin, runner.house.ministry.id, OFFICE)
    oracle.prepare("The Ministry of Examples opens a help desk.")
    run = await runner.run("translation", {"text": SOURCE, "direction": "ja-en"})
    assert "- 相談窓口 → consultation counter" in oracle.asked[-1][-1]["content"]
    [terms] = [check for check in run.checks if check.label == "用語集の訳語"]
    assert terms.outcome is CheckOutcome.FAILED
    assert terms.details == ("「相談窓口」の訳語「consultation counter」が、訳文にありません。",)
    assert "職場の用語集（2語）を使いました。原文に現れる語は2語です。" in run.notices
    other = await runner.run("translation", {"text": SOURCE, "direction": "ja-zh"})
    assert not any("職場の用語集" in notice for notice in other.notices)


async def test_what_is_entered_counts_before_the_list(runner: Runner, oracle: Oracle) -> None:
    admin = await runner.house.browser("管理", Role.MINISTRY_ADMINISTRATOR)
    await write(admin, runner.house.ministry.id, OFFICE)
    values = {"text": SOURCE, "direction": "ja-en", "terms": "相談窓口,help desk"}
    await runner.run("translation", values)
    assert "- 相談窓口 → help desk" in oracle.asked[-1][-1]["content"]
    assert "- 例示省 → Ministry of Examples" in oracle.asked[-1][-1]["content"]


async def test_a_team_changes_its_own_list_and_nobody_that_of_others(studio: Studio) -> None:
    organisation = studio.house.ministry.id
    await write(studio.author, studio.team.id, "窓口,counter")
    page = await studio.author.get("/terms")
    assert "1語" in page.text
    assert f"/terms/{studio.team.id}/ja-en" in {link["href"] for link in page.select("main a")}
    for stranger in (studio.colleague, studio.stranger):
        await stranger.get(f"/terms/{studio.team.id}/ja-en", status=404)
        await stranger.post(f"/terms/{studio.team.id}/ja-en", {"terms": "a,b"}, status=404)
    assert not (await studio.author.get(f"/terms/{organisation}/ja-en")).select("textarea")
    await studio.author.post(f"/terms/{organisation}/ja-en", {"terms": "a,b"}, status=404)
    [row] = await studio.house.rows("term_list")
    assert (row["owner_id"], row["terms"]) == (studio.team.id, "窓口,counter")


async def test_what_cannot_be_kept_comes_back_as_it_was_typed(runner: Runner) -> None:
    admin = await runner.house.browser("管理", Role.MINISTRY_ADMINISTRATOR)
    owner = runner.house.ministry.id
    for terms, told in (
        ("例示省,Ministry\n訳語のない行", "「原語,訳語」の形ではない行があります（2行目）。"),
        (f"例示省,{'M' * 201}", "原語と訳語は200文字までです。"),
        ("\n".join(f"語{number},term" for number in range(2_001)), "用語は2,000語まで"),
    ):
        page = await write(admin, owner, terms, status=422)
        assert told in page.text
        assert page.select_one("textarea[name=terms]").text.strip() == terms
    assert await runner.house.rows("term_list") == []


async def test_two_who_edit_at_once_lose_nothing(runner: Runner) -> None:
    admin = await runner.house.browser("管理", Role.MINISTRY_ADMINISTRATOR)
    owner, path = runner.house.ministry.id, f"/terms/{runner.house.ministry.id}/ja-en"
    before = fields_of(await admin.get(path), path)["mark"]
    await write(admin, owner, "甲,first")
    page = await write(admin, owner, "乙,second", mark=before, status=409)
    assert page.select_one("textarea[name=terms]").text.strip() == "乙,second"
    assert "甲,first" in page.select_one("details pre").text
    again = fields_of(page, path)
    again.pop("file", None)
    await admin.post(path, {**again, "terms": "甲,first\n乙,second", "deed": "save"})
    assert [row["terms"] for row in await runner.house.rows("term_list")] == ["甲,first\n乙,second"]


async def test_a_file_is_added_to_what_stands_in_the_form_and_saved_as_csv(runner: Runner) -> None:
    admin = await runner.house.browser("管理", Role.MINISTRY_ADMINISTRATOR)
    path = f"/terms/{runner.house.ministry.id}/ja-en"
    content = '原語,訳語\r\n相談窓口,"counter, help"\r\n例示省,MoE\r\n'.encode("cp932")
    form = {"terms": OFFICE, "mark": "", "deed": "import"}
    answer = await admin.client.post(path, data=form, files={"file": ("用語.csv", content, "text/csv")})
    assert "まだ保存していません。" in answer.text
    assert "例示省,MoE\n相談窓口,&#34;counter, help&#34;" in answer.text
    assert await runner.house.rows("term_list") == []
    await write(admin, runner.house.ministry.id, OFFICE)
    saved = await admin.client.get(f"{path}/csv")
    assert saved.content.decode("utf-8-sig").splitlines() == ["原語,訳語", *OFFICE.splitlines()]


def test_lines_that_are_no_pair_stay_beside_what_is_added() -> None:
    assert added("甲,first\nまちがい", "乙,second") == "甲,first\nまちがい\n乙,second"
    assert added("甲,first", "甲,other\n乙,second") == "甲,other\n乙,second"


async def test_a_program_is_in_no_team(studio: Studio) -> None:
    await write(studio.author, studio.team.id, "窓口,counter")
    async with studio.house.parts.database.read() as connection:
        organisation_id = studio.house.ministry.id
        own = await terms_for(
            connection, studio.author.person.id, organisation_id=organisation_id, direction="ja-en"
        )
        program = await terms_for(connection, "", organisation_id=organisation_id, direction="ja-en")
    assert (own, program) == ("窓口,counter", "")


def test_there_is_a_list_for_each_direction_of_the_app() -> None:
    app = read_app(files("genkan.apps.built_in") / "translation")
    field = app.form.field("direction")
    assert field is not None
    assert {item.value: item.title for item in field.items} == DIRECTIONS
