"""Looking after collections in the browser."""

import pytest

from genkan.governance import Role
from genkan.knowledge import BUILD_INDEX, Readers
from genkan.knowledge.intake import receiving
from genkan.knowledge.jobs import LOAD_UPLOAD
from tests.knowledge.pages.conftest import RECORDS, SECRET, TRAVEL, PagesRoom, texts

HOME = "/administration/knowledge"
ADMINISTRATOR = Role.MINISTRY_ADMINISTRATOR
FORM = {"title": "新しい規程集", "readers": "organisation", "information_class": "1"}


async def test_for_others_there_is_nothing(pages_room: PagesRoom) -> None:
    collection = await pages_room.collection("例示省規程集", RECORDS)
    document = (await pages_room.document(collection)).rsplit("/", 1)[1]
    for role in (Role.STAFF, Role.CAIO, Role.OPERATOR, Role.AUDITOR):
        browser = await pages_room.browser(role)

        await browser.get(HOME, status=404)
        await browser.post(HOME, status=404, **FORM)
        await browser.post(f"{HOME}/documents/{document}/withdraw", status=404)
        await browser.upload(collection, ("a.md", RECORDS.encode()), status=404)


async def test_collections_of_others_are_not_there(pages_room: PagesRoom) -> None:
    theirs = await pages_room.collection("例示市例規集", SECRET, of=pages_room.city, readers=Readers.EVERYONE)
    document = (await pages_room.document(theirs)).rsplit("/", 1)[1]
    browser = await pages_room.browser(ADMINISTRATOR)

    assert "例示市" not in (await browser.get(HOME)).get_text()
    await browser.upload(theirs, ("a.md", RECORDS.encode()), status=404)
    await browser.post(f"{HOME}/documents/{document}/withdraw", status=404)
    assert len(await pages_room.events("knowledge:document:loaded")) == 1


async def test_good_and_bad_files_together(pages_room: PagesRoom) -> None:
    collection = await pages_room.collection("例示省規程集", TRAVEL)
    browser = await pages_room.browser(ADMINISTRATOR)
    address = await browser.handed_in(
        collection,
        ("文書規程.md", RECORDS.encode()),
        ("0.md", TRAVEL.encode()),
        ("空.txt", b""),
        ("画像.md", b"\x89PNG\r\n\x1a\n\x00\x01\x02"),
        ("表.xlsx", b"PK\x03\x04"),
        ("大.txt", "あ".encode() * 7_000_000),
        ("条なし.txt", "ただの文章です。".encode()),
        ("../../逃.md", SECRET.encode("cp932")),
    )
    before = await browser.get(address)
    assert texts(before, "#upload tbody .badge") == ["待機"] * 8
    assert "この画面を閉じても、読込みは続きます。" in before.get_text()
    assert before.select_one("#upload")["hx-get"] == f"{address}/progress"

    await pages_room.load_uploads(collection)
    page = await browser.get(address)
    states = dict(zip(texts(page, "#upload tbody th"), texts(page, "#upload tbody .badge"), strict=True))
    assert states == {
        "文書規程.md": "済",
        "0.md": "済",
        "空.txt": "失敗",
        "画像.md": "失敗",
        "表.xlsx": "失敗",
        "大.txt": "失敗",
        "条なし.txt": "失敗",
        "逃.md": "済",
    }
    text = page.get_text()
    assert "内容が同じため、変更していません" in text and "新しく読み込みました" in text
    assert "「大.txt」は20MBを超えています。" in text
    assert "「空.txt」には文字がありません。" in text
    assert "5件のファイルを読み込めませんでした。" in text
    assert "hx-get" not in page.select_one("#upload").attrs
    assert len(await pages_room.events("knowledge:document:loaded")) == 3
    listed = texts(await browser.get(HOME), f"#collection-{collection.id} tbody td .badge")
    assert sorted(listed) == ["更新中", "更新中", "検索できます"]
    await pages_room.library.build_index()
    assert "更新中" not in (await browser.get(HOME)).get_text()
    record = await browser.get(address.rsplit("/", 1)[0])
    assert texts(record, "tbody td") == ["済", "3", "5"]


async def test_the_progress_of_others_is_not_there(pages_room: PagesRoom) -> None:
    theirs = await pages_room.collection("例示市例規集", of=pages_room.city, readers=Readers.EVERYONE)
    owner = await pages_room.browser(ADMINISTRATOR, of=pages_room.city)
    address = await owner.handed_in(theirs, ("a.md", RECORDS.encode()))
    browser = await pages_room.browser(ADMINISTRATOR)
    for path in (address, f"{address}/progress", address.rsplit("/", 1)[0]):
        await browser.get(path, status=404)
    await owner.get(address)
    own = await pages_room.collection("例示省規程集")
    await browser.get(f"{HOME}/{own.id}/uploads/{address.rsplit('/', 1)[1]}", status=404)


async def test_what_was_left_out_of_a_file_is_told(pages_room: PagesRoom) -> None:
    collection = await pages_room.collection("例示省規程集")
    browser = await pages_room.browser(ADMINISTRATOR)
    address = await browser.handed_in(
        collection, ("質問.csv", "質問,回答\n何時,九時\n土曜は,\n".encode("cp932"))
    )
    await pages_room.load_uploads(collection)
    page = await browser.get(address)
    assert "3行目は、回答が空のため読み込んでいません。" in texts(page, "#upload .notes li")
    assert "1件のファイルを処理しました。" in page.get_text()


async def test_a_newer_file_replaces_the_older(pages_room: PagesRoom) -> None:
    collection = await pages_room.collection("例示省規程集", TRAVEL)
    document = await pages_room.document(collection)
    browser = await pages_room.browser(ADMINISTRATOR)
    address = await browser.handed_in(collection, ("0.md", TRAVEL.replace("二千円", "三千円").encode()))
    await pages_room.load_uploads(collection)

    assert "新しい内容に置き換えました" in (await browser.get(address)).get_text()
    assert "三千円" in (await browser.get(f"{document}/1")).get_text()


# What browsers send where no file was chosen, and what programs send that leave the field away.
NOTHING = [
    b'--x\r\nContent-Disposition: form-data; name="files"; filename=""\r\n'
    b"Content-Type: application/octet-stream\r\n\r\n\r\n--x--\r\n",
    b"--x--\r\n",
]


@pytest.mark.parametrize("body", NOTHING, ids=["nameless", "absent"])
async def test_no_file_was_chosen(body: bytes, pages_room: PagesRoom) -> None:
    collection = await pages_room.collection("例示省規程集")
    browser = await pages_room.browser(ADMINISTRATOR)
    page = await browser.post_body(
        f"{HOME}/{collection.id}/files", body, kind="multipart/form-data; boundary=x", status=422
    )

    assert "読み込むファイルがありません。" in page.get_text()
    assert page.select(f"#files-{collection.id}-error")


async def test_more_than_a_request_may_carry(pages_room: PagesRoom) -> None:
    collection = await pages_room.collection("例示省規程集")
    browser = await pages_room.browser(ADMINISTRATOR)
    page = await browser.upload(collection, ("大.txt", b"a" * 33 * 1024 * 1024), status=413)

    assert "ファイルを分けて送信してください。" in page.get_text()


async def test_more_than_may_wait(pages_room: PagesRoom, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(receiving, "_MOST_WAITING_MEGABYTES", 0)
    collection = await pages_room.collection("例示省規程集")
    browser = await pages_room.browser(ADMINISTRATOR)
    page = await browser.upload(collection, ("a.md", RECORDS.encode()), status=413)

    assert "待っているファイルの読込みが終わってから、もう一度送ってください。" in page.get_text()
    assert page.select(f"#files-{collection.id}-error")


async def test_a_collection_is_made_and_recorded(pages_room: PagesRoom) -> None:
    browser = await pages_room.browser(ADMINISTRATOR)
    response = await browser.client.post(
        HOME, data={**FORM, "readers": "everyone", "information_class": "2", "title": " 新しい  規程集 "}
    )
    page = await browser.get(response.headers["location"])

    assert response.status_code == 303
    assert texts(page, "section.card h2")[0] == "新しい 規程集"
    assert texts(page, "section.card .badge") == ["機密性2", "全ての組織の職員"]
    assert "規程集を作成しました。" in page.get_text()
    assert len(await pages_room.events("knowledge:collection:added")) == 1


# (what is wrong, status, what the page says, the field beside which it stands)
REFUSED = [
    ({"title": " 　"}, 422, "規程集の名称が入力されていません。", "title"),
    ({"title": "例示省規程集"}, 409, "「例示省規程集」という規程集は既にあります。", "title"),
    ({"information_class": "3"}, 422, "機密性3の情報は扱えません。", "information_class"),
]


@pytest.mark.parametrize(("typed", "status", "says", "field"), REFUSED)
async def test_a_refused_collection(
    typed: dict[str, str], status: int, says: str, field: str, pages_room: PagesRoom
) -> None:
    await pages_room.collection("例示省規程集")
    browser = await pages_room.browser(ADMINISTRATOR)
    page = await browser.post(HOME, status=status, **{**FORM, "readers": "everyone", **typed})

    assert says in texts(page, f"#{field}-error")[0]
    assert page.select('input[name=readers][value="everyone"][checked]')
    assert texts(page, "section.card h2") == ["例示省規程集", "規程集を作成する", "読まれた回数"]


async def test_a_regulation_is_withdrawn_and_comes_back(pages_room: PagesRoom) -> None:
    collection = await pages_room.collection("例示省規程集", TRAVEL)
    document = await pages_room.document(collection)
    browser = await pages_room.browser(ADMINISTRATOR)
    [form] = (await browser.get(HOME)).select('form[action$="/withdraw"]')
    response = await browser.client.post(str(form["action"]))

    assert "規程を取り下げました。" in (await browser.get(response.headers["location"])).get_text()
    await browser.get(document, status=404)
    await browser.handed_in(collection, ("0.md", TRAVEL.encode()))
    await pages_room.load_uploads(collection)
    await browser.get(document)
    assert len(await pages_room.events("knowledge:document:withdrawn")) == 1


async def test_loading_has_the_index_built(pages_room: PagesRoom) -> None:
    collection = await pages_room.collection("例示省規程集")
    await (await pages_room.browser(ADMINISTRATOR)).handed_in(collection, ("a.md", RECORDS.encode()))
    await pages_room.load_uploads(collection)

    assert await pages_room.jobs() == [LOAD_UPLOAD, BUILD_INDEX]


async def test_everything_works_without_javascript(pages_room: PagesRoom) -> None:
    await pages_room.collection("例示省規程集", RECORDS)
    page = await (await pages_room.browser(ADMINISTRATOR)).get(HOME)

    upload = page.select_one('form[enctype="multipart/form-data"]')
    assert upload is not None
    assert upload["method"] == "post"
    assert upload.select_one("input[type=file][multiple][name=files]")
    assert upload.select_one("button[type=submit]")
