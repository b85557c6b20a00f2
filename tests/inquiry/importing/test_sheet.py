"""A list is read whatever its encoding, its signs and its kind; one bad row spoils no other."""

import io
from datetime import date

import pytest
from openpyxl import Workbook

from genkan.inquiry.importing import finding
from genkan.inquiry.importing.column import Column, guess_columns
from genkan.inquiry.importing.encoding import is_garbled
from genkan.inquiry.importing.errors import RowDayUnfit
from genkan.inquiry.importing.finding import sheet_of
from genkan.inquiry.importing.row import letter_of
from genkan.inquiry.importing.sheet import SheetRow
from genkan.knowledge import FileProblem

LIST = "受付日,氏名,照会の内容\n2026-10-01,例示太郎,手数料はいくらですか。\n\n2026-10-02,例示花子,開庁時間を教えてください。\n"


@pytest.mark.parametrize(
    ("codec", "name"),
    [
        ("utf-8", "UTF-8"),
        ("utf-8-sig", "Unicode"),
        ("utf-16", "Unicode"),
        ("cp932", "Shift_JIS"),
        ("euc_jp", "EUC-JP"),
    ],
)
def test_encodings_of_offices_are_read(codec: str, name: str) -> None:
    sheet = sheet_of("一覧.csv", LIST.encode(codec))
    assert sheet.heads == ("受付日", "氏名", "照会の内容")
    assert [row.cells[1] for row in sheet.rows] == ["例示太郎", "例示花子"]
    assert sheet.encoding == name


def test_a_row_of_another_encoding_spoils_itself_alone() -> None:
    lines = [f"2026-10-01,例示太郎,手数料はいくらですか。その{number}\n" for number in range(30)]
    content = "受付日,氏名,照会の内容\n".encode("cp932")
    content += b"".join(line.encode("utf-8" if number == 7 else "cp932") for number, line in enumerate(lines))
    rows = sheet_of("一覧.csv", content).rows
    assert len(rows) == 30
    assert [row.number for row in rows if is_garbled("".join(row.cells))] == [9]


def test_rows_keep_their_numbers_over_empty_ones() -> None:
    assert [row.number for row in sheet_of("一覧.csv", LIST.encode()).rows] == [2, 4]


def test_no_more_rows_are_made_than_a_list_may_have(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finding, "MOST_ROWS", 3)
    assert len(sheet_of("一覧.csv", ("内容\n" + "手数料\n" * 50).encode()).rows) == 4


@pytest.mark.parametrize(
    "day", ["0001-01-01", "1949-12-31", "99999999999999999999-1-1", "令和99999999999999999999年1月1日"]
)
def test_a_day_of_no_calendar_is_told(day: str) -> None:
    row = SheetRow(2, ("手数料はいくらですか。", day))
    with pytest.raises(RowDayUnfit) as caught:
        letter_of(row, {Column.TEXT: 0, Column.RECEIVED: 1}, today=date(2026, 11, 2))
    assert day not in str(caught.value)


@pytest.mark.parametrize("sign", [",", "\t", ";"])
def test_the_sign_between_cells_is_found(sign: str) -> None:
    sheet = sheet_of("一覧.csv", LIST.replace(",", sign).encode())
    assert sheet.rows[0].cells[2] == "手数料はいくらですか。"


def test_a_cell_may_hold_lines_quotes_and_a_whole_letter() -> None:
    letter = '一行目\n「引用」と"印"\n' + "長" * 200_000
    content = f'内容,氏名\n"{letter.replace(chr(34), chr(34) * 2)}",例示太郎\n'.encode()
    (row,) = sheet_of("一覧.csv", content).rows
    assert row.cells == (letter.strip(), "例示太郎")


def test_a_workbook_is_read_with_its_dates_and_numbers() -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["整理番号", "内容"], [12, "手数料はいくらですか。"], [None, None], [13, "=1+1"]):
        sheet.append(row)
    kept = io.BytesIO()
    book.save(kept)
    found = sheet_of("一覧.xlsx", kept.getvalue())
    assert [(row.number, row.cells) for row in found.rows] == [
        (2, ("12", "手数料はいくらですか。")),
        (4, ("13",)),
    ]


@pytest.mark.parametrize(
    "content", [b"\x00\x01\x02\xff\xfe\x80" * 50, b"%PDF-1.7\n\x00\x00", b"PK\x03\x04broken"]
)
def test_what_is_no_list_is_told(content: bytes) -> None:
    with pytest.raises(FileProblem):
        sheet_of("一覧.csv", content)


@pytest.mark.parametrize(
    ("heads", "expected"),
    [
        (
            ["受付日", "件名", "内容", "氏名", "メールアドレス"],
            {"received": 0, "subject": 1, "text": 2, "name": 3, "email": 4},
        ),
        (["No.", "照会者", "お問い合わせ内容", "住所"], {"name": 1, "text": 2, "address": 3}),
        (["ID", "e-mail", "body"], {"email": 1, "text": 2}),
        (["番号", "整理番号", "内容"], {"reference": 1, "text": 2}),
        (["電話番号", "内容"], {"address": 0, "text": 1}),
        (["い", "ろ"], {}),
    ],
)
def test_columns_are_guessed_by_their_headings(heads: list[str], expected: dict[str, int]) -> None:
    assert guess_columns(heads) == {Column(name): place for name, place in expected.items()}


@pytest.mark.parametrize(
    ("text", "garbled"),
    [
        ("手数料はいくらですか。", False),
        ("How much is the fee?", False),
        ("🙂👍🏽 ありがとう", False),
        ("مرحبا، كم الرسوم؟", False),
        ("手数料はいくら\N{REPLACEMENT CHARACTER}すか。", True),
        ("手数料はいくらですか。お願いします。".encode().decode("cp932", errors="replace"), True),
        ("手数料はいくらですか。お願いします。".encode().decode("latin-1"), True),
        ("ﾃｽｳﾘｮｳﾊｲｸﾗﾃﾞｽｶ", False),
    ],
)
def test_words_read_in_a_wrong_encoding_are_recognised(text: str, garbled: bool) -> None:
    assert is_garbled(text) is garbled
