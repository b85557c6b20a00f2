"""Errors of files of applicants.

SelectionProblem
├── FileUnknown
├── UploadTooLarge
├── PageUnknown
└── UploadProblem
    ├── UploadMissing
    ├── UploadEmpty
    ├── TooManyUploads
    ├── TooManyReplaced
    ├── UploadUnfit
    ├── PdfUnreadable
    ├── PdfLocked
    └── PdfTooLong
"""

from genkan.selection.errors import SelectionProblem


class FileUnknown(SelectionProblem):
    """There is no such file, or not for this person."""

    status = 404
    sentence = "お探しの書類は見つかりません。"
    next_step = "応募の画面から選び直してください。"


class UploadTooLarge(SelectionProblem):
    """One file is larger than a file may be, in megabytes."""

    status = 413
    sentence = "ファイルが{limit}MBを超えているため、受け付けられません。"
    next_step = (
        "前の画面に戻り、ファイルを小さくするか、分けて送信してください。提出済みの書類は残してあります。"
    )


class PageUnknown(SelectionProblem):
    """The document has no such page."""

    status = 404
    sentence = "お探しのページは、この書類にありません。"
    next_step = "ページの番号を確認してください。"


class UploadProblem(SelectionProblem):
    """A file cannot be taken; the form comes back with the reason."""


class UploadMissing(UploadProblem):
    """No file was chosen."""

    sentence = "ファイルが選択されていません。"
    next_step = "提出するファイルを選択してください。"


class UploadEmpty(UploadProblem):
    """A file without a byte."""

    sentence = "「{name}」には内容がありません。"
    next_step = "内容のあるファイルを選び直してください。"


class TooManyUploads(UploadProblem):
    """More files than an application holds."""

    sentence = "提出できる書類は{limit}個までです。"
    next_step = "不要な書類を取り除くか、一つにまとめてください。"


class TooManyReplaced(UploadProblem):
    """An application has taken as many files as it may, with those that were removed."""

    sentence = "一つの応募に登録できる書類は、取り除いたものを含めて{limit}個までです。"
    next_step = "登録済みの書類で提出するか、事務局に連絡してください。"


class UploadUnfit(UploadProblem):
    """A kind of file that is not taken."""

    sentence = "「{name}」は、受け付けられない種類のファイルです。"
    next_step = "PDF、Word、Excel、PowerPoint又はテキストのファイルにしてください。"


class PdfUnreadable(UploadProblem):
    """A PDF that does not open."""

    sentence = "「{name}」は壊れているため、PDFとして開けません。"
    next_step = "元のアプリでPDFを作成し直してから、提出してください。"


class PdfLocked(UploadProblem):
    """A PDF that opens with a password only."""

    sentence = "「{name}」はパスワードで保護されているため、開けません。"
    next_step = "パスワードを外したPDFを提出してください。"


class PdfTooLong(UploadProblem):
    """A PDF with too many pages, or one that takes too long to read."""

    sentence = "「{name}」はページが多いか複雑なため、読み取れません。"
    next_step = "{limit}ページ以内に分けて提出してください。"
