"""Drafts that a model writes: in the background, with articles and masked data, taken over by a person."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from genkan.catalogue import InformationClass
from genkan.inquiry.drafting import DraftingState
from genkan.inquiry.store.draftings import find_drafting
from genkan.knowledge import Library, RegulationNotFound
from tests.apps.conftest import Oracle, oracle
from tests.inquiry.conftest import Desk
from tests.inquiry.replying.conftest import ReplyDesk
from tests.workspace.conftest import LIMIT

__all__ = ["oracle"]
ANSWERS = (
    "<think>条文を確認する。</think>手数料は、例示省情報公開事務取扱規程第一条により、一件につき三百円です。",
    "例示省情報公開事務取扱規程第二条により、「開示請求があった日から三十日以内」に決定します。",
    "電子署名を使えます。",
)


async def connect(desk: Desk, oracle: Oracle) -> str:
    """A model to which letters of citizens may go."""
    made = await desk.workspace.connect(
        "例示モデル", protocol="openai_chat", address=oracle.address, remote_model="oracle"
    )
    return made.id


async def ended(replying: ReplyDesk) -> dict[str, object]:
    """The row of the latest draft once it has ended."""
    async with asyncio.timeout(LIMIT):
        while True:
            rows = await replying.desk.workspace.rows("inquiry_drafting")
            latest = max(rows, key=lambda row: str(row["id"]))
            if not DraftingState(latest["state"]).is_open:
                return latest
            await asyncio.sleep(0.02)


async def test_a_model_answers_each_concern_and_a_person_takes_the_draft(
    replying: ReplyDesk, oracle: Oracle
) -> None:
    model = await connect(replying.desk, oracle)
    oracle.prepare(*ANSWERS)
    await replying.compose(model=model)
    made = await ended(replying)
    assert made["state"] == "done"
    assert await replying.desk.workspace.rows("inquiry_reply") == []
    first = oracle.asked[0][-1]["content"]
    assert "行政文書一件につき三百円とする。" in first
    assert first.endswith("【市民の質問】\n情報公開の開示請求の手数料はいくらですか。")
    page = await replying.page()
    form = page.select_one(f"form[action='{replying.path}/reply/use']")
    assert "<think>" not in page.text
    await replying.deed("use", drafting=form.select_one("[name=drafting]")["value"])
    reply = await replying.reply()
    assert (reply["state"], reply["origin"]) == ("drafted", "model")
    assert "一件につき三百円です。\n\n２" in reply["text"]  # its article is named
    assert "電子署名を使えます。\n（根拠：例示省情報公開事務取扱規程第三条）" in reply["text"]
    await replying.desk.workspace.parts.gateway.settle()
    calls = [call for call in await replying.desk.workspace.rows("call") if call["purpose"] == "inquiry"]
    assert len(calls) == 3
    await replying.deed("use", status=404, drafting=made["id"])


async def test_what_goes_to_a_model_is_of_the_highest_class_in_it(
    replying: ReplyDesk, oracle: Oracle, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The class that was chosen for the letter, or that of an article; one that cannot be read is neither sent nor named."""
    desk = replying.desk
    model = await connect(desk, oracle)
    oracle.prepare(*ANSWERS[:1], "二つ目の回答です。", "三つ目の回答です。")
    library, read = desk.workspace.parts.inquiries.replies.drafts._library, Library.article

    async def article(self: Library, *args: Any, anchor: str, **named: Any) -> Any:
        page = await read(self, *args, anchor=anchor, **named)
        if page.citation.endswith("第三条"):
            raise RegulationNotFound
        is_second = page.citation.endswith("第二条")
        highest = InformationClass.TWO if is_second else InformationClass.ONE
        return replace(page, collection=replace(page.collection, information_class=highest))

    chosen = await replying.page()
    assert [each["value"] for each in chosen.select("input[name=information_class]")] == ["1", "2"]
    await desk.workspace.parts.worker.stop()
    await replying.compose(model=model, information_class="1")
    (made,) = await desk.workspace.rows("inquiry_drafting")
    monkeypatch.setattr(Library, "article", article)
    async with desk.workspace.parts.database.read() as connection:
        drafting = await find_drafting(connection, made["id"])
    assert drafting is not None
    assert library is not None
    await desk.workspace.parts.inquiries.replies.drafts._write(drafting)
    text = (await ended(replying))["text"]
    assert "（根拠" in str(text) and "第三条" not in str(text)
    assert "【回答を記入】" in str(text)
    await desk.workspace.parts.gateway.settle()
    calls = [row for row in await desk.workspace.rows("call") if row["purpose"] == "inquiry"]
    assert sorted(call["information_class"] for call in calls) == [1, 2]


async def test_a_later_draft_stands_beside_what_was_written(replying: ReplyDesk) -> None:
    await replying.compose()
    await replying.deed("draft", text="職員が書いた文面です。")
    await replying.compose()
    assert (await replying.reply())["text"] == "職員が書いた文面です。"
    page = await replying.page()
    assert "新しい回答案があります" in page.text
    assert "三百円とする" in page.select_one("#drafting").text


async def test_a_translation_comes_below_the_japanese_with_its_note(
    replying: ReplyDesk, oracle: Oracle
) -> None:
    model = await connect(replying.desk, oracle)
    await replying.compose()
    japanese = (await replying.reply())["text"]
    oracle.prepare("The fee is 300 yen.")
    replying.desk.workspace.clock.moment += timedelta(seconds=1)
    await replying.deed("translate", model=model, language="en")
    made = await ended(replying)
    await replying.deed("use", drafting=made["id"])
    reply = await replying.reply()
    assert reply["text"].startswith(japanese)
    assert reply["text"].endswith(
        "(English) This translation is for reference only. The Japanese text above is authoritative."
        "\n\nThe fee is 300 yen."
    )
    assert (reply["origin"], reply["draft_text"]) == ("blocks", japanese)
    assert len(reply["basis"]) > 2


async def test_a_translation_of_an_earlier_text_replaces_nothing(replying: ReplyDesk, oracle: Oracle) -> None:
    model = await connect(replying.desk, oracle)
    await replying.compose()
    oracle.prepare("The fee is 300 yen.")
    replying.desk.workspace.clock.moment += timedelta(seconds=1)
    await replying.deed("translate", model=model, language="en")
    made = await ended(replying)
    await replying.deed("draft", text="訳の後に直した文面です。")
    page = await replying.deed("use", status=409, drafting=made["id"])
    assert "この訳を作成した後に、日本語の文面が変わりました。" in page.text
    assert (await replying.reply())["text"] == "訳の後に直した文面です。"


async def test_an_answer_without_an_end_is_told_and_nothing_is_lost(
    replying: ReplyDesk, oracle: Oracle
) -> None:
    model = await connect(replying.desk, oracle)
    oracle.reason = "length"
    await replying.compose(model=model)
    assert (await ended(replying))["state"] == "failed"
    page = await replying.page()
    assert "生成AIの回答が途中で切れたため、回答案を作成できませんでした。" in page.text


async def test_a_restart_goes_on_where_it_was(replying: ReplyDesk, oracle: Oracle) -> None:
    model = await connect(replying.desk, oracle)
    oracle.prepare("一つ目の回答です。", "二つ目の回答です。", "三つ目の回答です。")
    drafts = replying.desk.workspace.parts.inquiries.replies.drafts
    oracle.gate.clear()
    await replying.compose(model=model)
    async with asyncio.timeout(LIMIT):
        while not oracle.asked:
            await asyncio.sleep(0.02)
    await replying.desk.workspace.parts.worker.stop(grace_seconds=0)
    oracle.gate.set()
    (row,) = await replying.desk.workspace.rows("inquiry_drafting")
    assert DraftingState(row["state"]).is_open
    await drafts.tasks()["inquiry.write_draft"].run({"drafting_id": row["id"]})
    (row,) = await replying.desk.workspace.rows("inquiry_drafting")
    assert row["state"] == "done"
    assert "三つ目の回答です。" in row["text"]
    asked = len(oracle.asked)
    await drafts.tasks()["inquiry.write_draft"].run({"drafting_id": row["id"]})
    assert len(oracle.asked) == asked


async def test_a_model_that_may_not_see_letters_is_refused(replying: ReplyDesk, oracle: Oracle) -> None:
    await connect(replying.desk, oracle)
    page = await replying.sakura.post(
        f"{replying.path}/reply/compose", {"version": "2", "model": "nothing"}, status=403
    )
    assert "選択した生成AIは、この照会に使えません。" in page.text
