"""Building blocks: kept by officers, offered for concerns they are like, filled from the case, counted when used."""

from genkan.governance import Role
from tests.inquiry.conftest import Desk
from tests.inquiry.replying.conftest import ReplyDesk, replying

__all__ = ["replying"]
BLOCK = {
    "label": "手数料の納付",
    "text": "開示請求の手数料は、{組織名}{担当課}の窓口で納めることができます。",
}

UNFIT: tuple[tuple[dict[str, str], str], ...] = (
    ({"label": " "}, "定型文の名称を、1文字以上60文字以内"),
    ({"label": "先にある"}, "同じ名称の定型文が既にあります。"),
    ({"text": "\x00"}, "定型文は、1文字以上2,000文字以内"),
    ({"text": "{担当者}が対応します。"}, "「担当者」という差込み項目はありません。"),
    ({"topic": "nothing"}, "選択した分類は"),
)


async def test_a_building_block_is_added_changed_and_removed_with_its_record(desk: Desk) -> None:
    await desk.sakura.post("/inquiries/blocks", BLOCK)
    (block,) = await desk.workspace.rows("inquiry_block")
    path = f"/inquiries/blocks/{block['id']}"
    await desk.kaede.post(path, {**BLOCK, "text": "{受付番号}をお伝えください。"})
    assert (await desk.workspace.rows("inquiry_block"))[0]["text"] == "{受付番号}をお伝えください。"
    page = await desk.sakura.get("/inquiries/blocks")
    assert page.select_one(f"a[href='{path}']").text == "手数料の納付"
    await desk.sakura.post(f"{path}/remove")
    assert await desk.workspace.rows("inquiry_block") == []
    kinds = sorted(await desk.workspace.events("inquiry:block:"))
    assert [kind.rsplit(":", 1)[1] for kind in kinds] == ["added", "edited", "removed"]
    await desk.sakura.get(path, status=404)


async def test_what_cannot_be_taken_is_told_and_kept(desk: Desk) -> None:
    await desk.sakura.post("/inquiries/topics", {"label": "公園"})
    await desk.sakura.post("/inquiries/blocks", {**BLOCK, "label": "先にある"})
    for fields, told in UNFIT:
        page = await desk.sakura.post("/inquiries/blocks", {**BLOCK, **fields}, status=422)
        assert told in page.select_one(".field-error").text
        typed = fields.get("text", BLOCK["text"]).replace("\x00", "")
        assert page.select_one("textarea").text.strip() == typed
    assert len(await desk.workspace.rows("inquiry_block")) == 1


async def test_building_blocks_of_others_do_not_exist(desk: Desk) -> None:
    await desk.sakura.post("/inquiries/blocks", BLOCK)
    (block,) = await desk.workspace.rows("inquiry_block")
    city = await desk.workspace.browser("例示市の人", Role.INQUIRY_OFFICER, of=desk.workspace.city)
    await city.get(f"/inquiries/blocks/{block['id']}", status=404)
    await city.post(f"/inquiries/blocks/{block['id']}", BLOCK, status=404)
    await city.post(f"/inquiries/blocks/{block['id']}/remove", status=404)
    assert "手数料の納付" not in (await city.get("/inquiries/blocks")).text


async def test_the_block_that_is_like_a_concern_is_proposed_filled_and_counted(replying: ReplyDesk) -> None:
    await replying.sakura.post("/inquiries/blocks", BLOCK)
    (block,) = await replying.desk.workspace.rows("inquiry_block")
    page = await replying.page()
    proposed = [each.select_one("option[selected]") for each in page.select("select[name=block]")]
    assert [bool(each) and each["value"] for each in proposed] == [f"1:{block['id']}", "", ""]
    await replying.compose()
    assert (
        "開示請求の手数料は、例示省総務課の窓口で納めることができます。" in (await replying.reply())["text"]
    )
    await replying.deed("submit")
    await replying.deed("approve", by=replying.boss)
    assert (await replying.reply())["blocks_used"] == 1
