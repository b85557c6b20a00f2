"""Files that come with an inquiry: what may come, how it is kept, who may save it, what is read in it."""

from collections.abc import Sequence

import pytest

from genkan.apps import GivenFile, Scanner
from genkan.apps.files.errors import ScannerRefused
from genkan.governance import Role
from genkan.inquiry.entry import Draft
from genkan.inquiry.incoming.attachment import OF_OFFICERS, Incoming, Standing
from genkan.inquiry.incoming.errors import (
    FileDangerous,
    FileEmpty,
    FilesTooLarge,
    FileTooLarge,
    TooManyFiles,
)
from genkan.inquiry.incoming.inspecting import Inspecting
from genkan.inquiry.incoming.keeping import READ_FILES
from genkan.kit import Problem
from tests.apps.files.clamd import Clamd, clamd_at_port
from tests.inquiry.conftest import LETTER, Desk

PROGRAM = b"MZ\x90\x00" + b"\0" * 100
WORDS = Incoming("メモ.txt", "手数料の領収書の写しです。".encode("cp932"))


@pytest.mark.parametrize(
    ("files", "problem"),
    [
        ([Incoming("a.txt", b"x")] * (OF_OFFICERS.count + 1), TooManyFiles),
        ([Incoming("a.txt", b"")], FileEmpty),
        ([Incoming("a.bin", b"x" * (OF_OFFICERS.each + 1))], FileTooLarge),
        ([Incoming("a.bin", b"x" * OF_OFFICERS.each)] * 3, FilesTooLarge),
        ([Incoming("請求書.pdf", PROGRAM)], FileDangerous),
    ],
)
async def test_what_may_not_come_is_refused_by_hand_and_left_out_of_mail(
    files: list[Incoming], problem: type[Problem]
) -> None:
    inspecting = Inspecting(Scanner(""))
    with pytest.raises(problem):
        await inspecting.accept(files)
    kept = await inspecting.sift(files)
    refused = [file for file in kept if file.standing is Standing.REFUSED]
    assert refused
    assert all(file.content == b"" and file.remark for file in refused)
    assert len(kept) == len(files)


async def test_one_file_that_the_scanner_cannot_judge_keeps_no_letter_waiting() -> None:
    class Choosy(Scanner):
        async def scan(self, files: Sequence[GivenFile]) -> None:
            if files[0].name == "locked.zip":
                raise ScannerRefused(name=files[0].name)

    files = [Incoming("a.txt", b"words"), Incoming("locked.zip", b"x"), Incoming("b.txt", b"words")]
    async with clamd_at_port(Clamd()) as address:
        kept = await Inspecting(Choosy(address)).sift(files)
    assert [file.standing is Standing.REFUSED for file in kept] == [False, True, False]
    assert "検査できませんでした" in kept[1].remark
    async with clamd_at_port(Clamd(reply=b"no access ERROR\0")) as address:
        with pytest.raises(ScannerRefused):
            await Inspecting(Choosy(address)).sift(files)


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\temp\\資料.docx", "資料.docx"),
        ("invoice\u202efdp.exe", "invoicefdp.exe"),
        ("", "file"),
        ("\x00.txt", "txt"),
        ("あ" * 300 + ".pdf", "あ" * 116 + ".pdf"),
    ],
)
async def test_names_can_be_saved_anywhere(name: str, kept: str) -> None:
    (file,) = await Inspecting(Scanner("")).accept([Incoming(name, b"words")])
    assert file.name == kept


async def test_files_are_kept_read_shown_and_saved(desk: Desk) -> None:
    await desk.workspace.parts.worker.stop()
    path = await take_in(desk, WORDS)
    assert "文字を読込み中" in (await desk.sakura.get(path)).text
    await desk.workspace.parts.inquiries.tasks()[READ_FILES].run({"case_id": path.rsplit("/", 1)[1]})
    page = await desk.sakura.get(path)
    assert "手数料の領収書の写しです。" in page.text
    link = page.select_one("section[aria-labelledby=files-title] a")
    got = await desk.sakura.client.get(link["href"])
    assert got.content == WORDS.content
    assert got.headers["content-disposition"].startswith("attachment;")
    assert got.headers["x-content-type-options"] == "nosniff"
    city = await desk.workspace.browser("例示市の人", Role.INQUIRY_OFFICER, of=desk.workspace.city)
    await city.get(link["href"], status=404)
    staff = await desk.workspace.browser("職員", Role.STAFF)
    await staff.get(link["href"], status=404)
    other = await take_in(desk)
    await desk.sakura.get(f"{other}/files/{link['href'].rsplit('/', 1)[1]}", status=404)


async def test_a_file_that_cannot_be_read_says_so(desk: Desk) -> None:
    await desk.workspace.parts.worker.stop()
    path = await take_in(desk, Incoming("写真.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 50))
    await desk.workspace.parts.inquiries.tasks()[READ_FILES].run({"case_id": path.rsplit("/", 1)[1]})
    assert "画像のため、文字を読み込んでいません" in (await desk.sakura.get(path)).text


async def test_a_refused_file_leaves_no_case_and_nothing_typed_is_lost(desk: Desk) -> None:
    data = {"channel": "letter", "text": LETTER, "name": "例示太郎"}
    sent = await desk.sakura.client.post(
        "/inquiries/new", data=data, files={"files": ("請求書.pdf", PROGRAM, "application/pdf")}
    )
    assert sent.status_code == 422
    assert "プログラムのため、受け付けられません" in sent.text
    assert "情報公開の開示請求" in sent.text
    assert await desk.workspace.rows("inquiry_case") == []


async def take_in(desk: Desk, *files: Incoming) -> str:
    """The path of a new case with files."""
    case = await desk.workspace.parts.inquiries.receiving.take_in(
        desk.workspace.ministry.id, Draft("letter", LETTER), actor="citizen", attachments=files
    )
    return f"/inquiries/{case.id}"
