"""What two officers, hostile values, dates and lists do to entries."""

from tests.inquiry.faq.conftest import AMENDED, ANSWER, QUESTION, TITLE, FaqDesk
from tests.inquiry.replying.conftest import RULES


async def test_two_officers_lose_nothing(faq_desk: FaqDesk) -> None:
    path = await faq_desk.published()
    kaede = faq_desk.replying.desk.kaede
    seen = str((await faq_desk.faq(path))["version"])
    await faq_desk.deed(path, "save", answer=f"{ANSWER}先の人の文です。")
    page = await faq_desk.deed(
        path, "save", by=kaede, version=seen, answer=f"{ANSWER}後の人の文です。", status=409
    )
    assert "後の人の文です。" in page.select_one("#answer").text
    assert "先の人の文です。" in page.text
    faq = await faq_desk.faq(path)
    assert (faq["state"], faq["number"], faq["shown"]) == ("draft", 2, 1)
    public = await faq_desk.public("?q=三百円")  # the approved version stays in use
    assert ANSWER in public.text
    assert "先の人の文です。" not in public.text
    assert len((await kaede.get("/inquiries/faq?q=先の人")).select("tbody a")) == 1
    assert (await kaede.get("/inquiries/faq?q=先の犬")).select("tbody a") == []
    assert (await faq_desk.public("?q=先の人")).select("main summary bdi") == []
    kept = await faq_desk.deed(path, "save", question="", answer="質問を消した人の文です。", status=422)
    assert "質問を消した人の文です。" in kept.select_one("#answer").text
    versions = await faq_desk.replying.desk.workspace.rows("inquiry_faq_version")
    assert sorted(row["number"] for row in versions) == [1, 2]
    assert await faq_desk.replying.desk.workspace.rows("inquiry_faq_search") != []
    await faq_desk.deed(path, "retire", remark="制度が終わったため。")
    assert (await faq_desk.public()).select("main summary bdi") == []
    await faq_desk.deed(path, "retire", remark="もう一度", status=409)


UNFIT = (
    ({"question": "　"}, "質問は、1文字以上"),
    ({"question": "あ" * 301}, "質問は、1文字以上"),
    ({"answer": "\x00"}, "回答は、1文字以上"),
    ({"answer": "あ" * 4001}, "回答は、1文字以上"),
    ({"citations": f"{TITLE}第九十九条"}, "施行中の条として見つかりません"),
    ({"citations": TITLE + "あ" * 100_000 + "第一条"}, "施行中の条として見つかりません"),
    ({"citations": "第一条"}, "施行中の条として見つかりません"),
    ({"citations": "\n".join(f"規程{n}第一条" for n in range(21))}, "根拠は、20件までです。"),
    ({"review_on": "2026-02-30"}, "見直しの期限は"),
    ({"review_on": "2020-01-01"}, "見直しの期限は"),
    ({"review_on": "9999-12-31"}, "見直しの期限は"),
    ({"topic": "none"}, "選択した分類は"),
    ({"office": "../x"}, "選択した担当課は"),
)


async def test_what_cannot_be_taken_comes_back(faq_desk: FaqDesk) -> None:
    path = f"{faq_desk.case}/faq"
    for fields, told in UNFIT:
        sent = {"question": QUESTION, "answer": ANSWER, "citations": f"{TITLE}第一条", **fields}
        page = await faq_desk.sakura.post(path, sent, status=422)
        assert told in page.text, fields
    assert await faq_desk.replying.desk.workspace.rows("inquiry_faq") == []


async def test_hostile_words_are_words(faq_desk: FaqDesk) -> None:
    question = "<script>alert(1)</script>\u202e{{ 7*7 }} ' OR 1=1 -- 😀\ud800"
    path = await faq_desk.published(question=question.encode("utf-8", "replace").decode(), citations="")
    for page in (await faq_desk.sakura.get(path), await faq_desk.public("?q=OR 1=1 --&page=9999&topic=%00x")):
        assert not page.select("main script")
    assert "{{ 7*7 }}" in (await faq_desk.public("?q={{ 7*7")).text
    await faq_desk.sakura.get("/inquiries/faq?q=%22*&state=x&topic=%00&office=1&page=-1")
    await faq_desk.sakura.post(f"{path}/nothing", status=404)
    await faq_desk.sakura.post(f"{path}/approve", {"version": "x" * 50}, status=409)
    await faq_desk.sakura.get("/inquiries/faq/%00", status=404)


async def test_an_entry_is_flagged_by_what_the_law_says(faq_desk: FaqDesk) -> None:
    path = await faq_desk.published(citations=f"{TITLE}第一条\n{TITLE}第二条")
    other = await faq_desk.published(
        question="公印の代わりに電子署名を使えますか。", answer=f"使えます（{TITLE}第三条）。", citations=""
    )
    await faq_desk.load(RULES.replace("三十日以内", "六十日以内"))  # a correction of the same version
    assert [(await faq_desk.faq(each))["state"] for each in (path, other)] == ["review", "published"]
    await faq_desk.look()
    assert (await faq_desk.replying.desk.workspace.events("inquiry:faq:flagged")) == ["inquiry:faq:flagged"]
    deleted = RULES.replace("請求書に押す公印に代えて、電子署名を用いることができる。", "削除").replace(
        "#### 第三条（電子署名）", "#### 第三条"
    )
    await faq_desk.deed(other, "save", answer=f"使うことができます（{TITLE}第三条）。")
    await faq_desk.load(deleted)
    faq = await faq_desk.faq(other)
    assert (faq["state"], faq["shown"]) == ("draft", None)  # what was in use is not, what is written goes on
    assert "廃止又は削除されている" in (await faq_desk.sakura.get(other)).text
    await faq_desk.deed(other, "submit", looked_at="yes", status=422)


async def test_what_changed_while_it_waited_is_not_approved(faq_desk: FaqDesk) -> None:
    path = await faq_desk.propose()
    await faq_desk.deed(path, "submit")
    await faq_desk.load(AMENDED.replace("三百円", "四百円"))
    page = await faq_desk.deed(path, "approve", by=faq_desk.boss, status=409)
    assert f"「{TITLE}第一条」の条文が、よくある質問を書いたときから変わっています。" in page.text


async def test_a_day_that_has_come_flags_too(faq_desk: FaqDesk) -> None:
    path = await faq_desk.published(review_on="2026-11-10")
    clock = faq_desk.replying.desk.workspace.clock
    clock.advance(days=8)
    await faq_desk.look()
    assert (await faq_desk.faq(path))["state"] == "published"
    clock.advance(days=1)
    await faq_desk.look()
    assert (await faq_desk.faq(path))["state"] == "review"
    jobs = [
        row
        for row in await faq_desk.replying.desk.workspace.rows("job")
        if row["task"] == "inquiry:check_faq"
    ]
    assert max(row["run_after"] for row in jobs) > clock()


async def test_lists_go_out_and_come_in(faq_desk: FaqDesk) -> None:
    await faq_desk.published(answer=f"=1+1 {ANSWER}")
    response = await faq_desk.sakura.client.get("/inquiries/faq/entries.csv?q=手数料")
    saved = response.content.decode("utf-8-sig")
    assert "'=1+1" in saved
    assert "公開" in saved
    rows = (
        f"質問,回答,根拠,公開範囲\r\n{QUESTION},二度目,,\r\n"
        f"申請は郵送でできますか。,できます。,{TITLE}第二条,公開\r\n,質問がありません。,,\r\nどこですか。,窓口です。,ない規程第一条,\r\n"
    )
    file = {"file": ("よくある質問.csv", rows.encode(), "text/csv")}
    page = await faq_desk.sakura.client.post("/inquiries/faq/import", files=file)
    assert page.status_code == 200
    for told in ("同じ質問が既にあります。", "下書きとして登録", "質問は、1文字以上", "ない規程第一条"):
        assert told in page.text
    states = sorted(row["state"] for row in await faq_desk.replying.desk.workspace.rows("inquiry_faq"))
    assert states == ["draft", "published"]
    broken = {"file": ("x.xlsx", b"PK\x03\x04broken", "application/zip")}
    refused = await faq_desk.sakura.client.post("/inquiries/faq/import", files=broken)
    assert refused.status_code == 422
