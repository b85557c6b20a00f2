"""What keeps a reply from going wrong: versions, ways that are open, its basis, and the minute in which it leaves."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.inquiry.reply import Basis
from genkan.inquiry.store import replies
from tests.inquiry.replying.conftest import ReplyDesk
from tests.workspace.conftest import LIMIT


def basis(citation: str, quotation: str = "") -> Basis:
    return Basis(1, citation, "c", "d", "a", quotation)


@pytest.mark.parametrize(
    ("text", "cited"),
    [
        ("例示規程第一条によります。", True),
        ("例示規程第一条の規定によります。", True),
        ("例示規程第一条の二によります。", False),
        ("例示規程第二条によります。", False),
    ],
)
def test_an_article_that_a_text_cites(text: str, cited: bool) -> None:
    assert basis("例示規程第一条").is_cited_in(text) is cited


def test_words_that_a_text_quotes() -> None:
    assert basis("第一条", "三百円とする。").is_quoted_in("「三百円とする」とされています。")
    assert not basis("第一条", "三百円とする。").is_quoted_in("三百円です。")
    assert not basis("第一条").is_quoted_in("三百円です。")


async def test_unsaved_words_belong_to_the_version_they_were_typed_over(replying: ReplyDesk) -> None:
    async def key() -> str:
        return str((await replying.page()).select_one("form[data-draft]")["data-draft"])

    await replying.compose()
    before = await key()
    await replying.deed("draft", text="保存した文面です。")
    case = await replying.case()
    assert await key() == f"inquiry-{case['id']}-reply-{case['version']}" != before


async def test_what_the_text_cites_no_more_is_no_basis(replying: ReplyDesk) -> None:
    await replying.compose()
    text = (await replying.reply())["text"].replace("例示省情報公開事務取扱規程第二条", "決まり")
    await replying.deed("submit", text=text)
    kept = (await replying.reply())["basis"]
    assert [f"第{number}条" in kept for number in "一二三"] == [True, False, True]


async def test_a_draft_is_asked_for_by_the_owner_over_the_latest_version(replying: ReplyDesk) -> None:
    for deed in ("compose", "translate"):
        sent = {"version": "1", "model": "any", "language": "en"}
        await replying.sakura.post(f"{replying.path}/reply/{deed}", sent, status=409)
        sent["version"] = str((await replying.case())["version"])
        await replying.desk.kaede.post(f"{replying.path}/reply/{deed}", sent, status=403)
        sent["model"] = ""
        await replying.desk.kaede.post(f"{replying.path}/reply/{deed}", sent, status=403)
    assert await replying.desk.workspace.rows("inquiry_drafting") == []


async def test_mail_is_offered_only_where_it_can_leave(replying: ReplyDesk) -> None:
    async def ways() -> list[str]:
        return [str(way["value"]) for way in (await replying.page()).select("input[name=way]")]

    assert await ways() == ["email", "letter"]
    await replying.submitted()
    replying.sends_by(None)
    page = await replying.deed("approve", by=replying.boss, status=409)
    assert "選択された回答の方法では、現在、照会者に回答できません。" in page.text
    assert await replying.desk.workspace.rows("inquiry_mail") == []
    await replying.deed("return", by=replying.boss, words="書面で送ること。")
    assert await ways() == ["letter"]
    page = await replying.deed("draft", status=422, way="email", text="電子メールで送る文面です。")
    assert "この方法では、照会者に回答できません。" in page.select_one(".field-error").text


async def test_of_two_who_begin_a_reply_one_gets_the_text_back(
    replying: ReplyDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a server both are past the check of the version; SQLite lets one write after the other."""
    both, number_of = asyncio.Barrier(2), replies.next_round

    async def together(connection: AsyncConnection, case_id: str) -> int:
        number = await number_of(connection, case_id)
        if connection.dialect.name == "postgresql":
            await both.wait()
        return number

    monkeypatch.setattr(replies, "next_round", together)
    version = str((await replying.case())["version"])
    texts = ("一人目の文面です。", "二人目の文面です。")
    async with asyncio.timeout(LIMIT):
        answers = await asyncio.gather(
            *(
                replying.sakura.client.post(
                    f"{replying.path}/reply/draft", data={"version": version, "text": text, "way": "letter"}
                )
                for text in texts
            )
        )
    assert sorted(answer.status_code for answer in answers) == [303, 409]
    (kept,) = await replying.desk.workspace.rows("inquiry_reply")
    (lost,) = [text for text in texts if text != kept["text"]]
    (refused,) = [answer.text for answer in answers if answer.status_code == 409]
    assert lost in refused
    assert "ほかの職員がこの案件を更新しました" in refused


@pytest.mark.parametrize("deed", ["complete", "reopen"])
async def test_nothing_ends_while_the_reply_can_be_withdrawn(replying: ReplyDesk, deed: str) -> None:
    await replying.submitted()
    await replying.deed("approve", by=replying.boss)
    replying.desk.workspace.clock.moment += timedelta(seconds=59)
    page = await replying.desk.deed(replying.path, deed, status=409, words="続きの照会のため。")
    assert "先に回答の画面で送付を取り消してください" in page.text
    assert (await replying.case())["state"] == "answered"
    replying.desk.workspace.clock.moment += timedelta(seconds=1)
    await replying.desk.deed(replying.path, deed, words="続きの照会のため。")


async def test_a_text_that_is_too_long_is_not_looked_through(replying: ReplyDesk) -> None:
    page = await replying.deed("draft", status=422, text="【回答を記入】" + "長" * 20_000, way="letter")
    assert "20,000文字以内" in page.select_one(".field-error").text
    assert page.select_one("textarea[name=text]").text.strip().startswith("【回答を記入】長")
    assert page.select_one("#findings-title") is None
    assert "見つかった点はありません" not in page.text
