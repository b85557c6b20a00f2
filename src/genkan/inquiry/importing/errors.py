"""Errors of lists of inquiries.

InquiryProblem
├── ImportUnknown
├── ImportBegun
├── ListMissing
├── ListTooLarge
├── ListUnread              as the room that reads files says it
├── ListBroken
├── ListTooSlow
├── ListEmpty
├── TooManyRows
├── TextColumnMissing
└── ColumnTwice
RowProblem                  a row that cannot be taken
├── RowGarbled
├── RowMailUnfit
├── RowDayUnfit
└── RowDayAhead
"""

from genkan.inquiry.errors import InquiryProblem


class ImportUnknown(InquiryProblem):
    """There is no such import in the person's organisation."""

    status = 404
    sentence = "お探しの取込みは見つかりません。"
    next_step = "「一覧の取込み」の画面から選び直してください。"


class ImportBegun(InquiryProblem):
    """An import begins once."""

    status = 409
    sentence = "この取込みは、既に始まっています。"
    next_step = "進み具合を、この画面で確認してください。"


class ListMissing(InquiryProblem):
    """No file was chosen."""

    sentence = "取り込むファイルを選択してください。"
    next_step = "CSV又はExcel（.xlsx）のファイルを選択してください。"


class ListTooLarge(InquiryProblem):
    """The file is larger than a list may be."""

    status = 413
    sentence = "「{name}」は{limit}MBを超えています。"
    next_step = "行を分けて、それぞれを取り込んでください。"


class ListUnread(InquiryProblem):
    """A file that is no list; the sentence and the next step are those of the room that reads files."""

    def __init__(self, sentence: str, next_step: str, details: dict[str, str]) -> None:
        self.sentence, self.next_step = sentence, next_step  # pyright: ignore[reportAttributeAccessIssue]
        super().__init__(**details)


class ListBroken(InquiryProblem):
    """The process that read the file ended before it was done."""

    sentence = "「{name}」は、内容が大きすぎるか壊れているため、読み込めませんでした。"
    next_step = "元のアプリで開いて保存し直すか、行を分けてください。"


class ListTooSlow(InquiryProblem):
    """The file was not read within the time that one may take."""

    sentence = "「{name}」は、読み込むのに時間がかかりすぎるため、中止しました。"
    next_step = "CSVで保存し直すか、行を分けてください。"


class ListEmpty(InquiryProblem):
    """A list without a row below its head."""

    sentence = "「{name}」には、見出しの下に行がありません。"
    next_step = "1行目に列の見出し、2行目から照会があることを確認してください。"


class TooManyRows(InquiryProblem):
    """More rows than a list may have."""

    sentence = "「{name}」は、一度に取り込める{limit}行を超えています。"
    next_step = "行を分けて、それぞれを取り込んでください。"


class TextColumnMissing(InquiryProblem):
    """Nobody said where the text of the inquiries stands."""

    sentence = "照会の内容がある列を選択してください。"
    next_step = "見出しと初めの行を見て、照会の文面がある列を選択してください。"


class ColumnTwice(InquiryProblem):
    """One column was chosen for two things."""

    sentence = "「{first}」と「{second}」に、同じ列が選択されています。"
    next_step = "それぞれの項目に、別の列を選択してください。"


class RowProblem(InquiryProblem):
    """A row that cannot be taken; the others are. What is told is kept, and quotes nothing of the row."""


class RowGarbled(RowProblem):
    """The row was written in another encoding than the file, or was read as another before."""

    sentence = "文字化けしています。"
    next_step = "元の一覧を確認し、文字コードをUTF-8又はShift_JISにそろえて保存し直してください。"


class RowMailUnfit(RowProblem):
    """What stands for an address of e-mail is none."""

    sentence = "電子メールアドレスを読み取れません。"
    next_step = "アドレスを一つだけ入力するか、空欄にしてください。"


class RowDayUnfit(RowProblem):
    """What stands for the day of receipt is none."""

    sentence = "受付日を読み取れません。"
    next_step = "「2026-11-02」「令和8年11月2日」などの形で入力してください。"


class RowDayAhead(RowProblem):
    """The day of receipt is still to come."""

    sentence = "受付日が、本日より後の日です。"
    next_step = "受付日を確認してください。"
