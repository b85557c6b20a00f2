"""Errors of files that come with an inquiry.

InquiryProblem
├── TooManyFiles
├── FileEmpty
├── FileTooLarge
├── FilesTooLarge
├── FileDangerous
├── AttachmentUnknown
└── LettersMissing
"""

from genkan.inquiry.errors import InquiryProblem


class TooManyFiles(InquiryProblem):
    """More files than a case holds."""

    sentence = "添付できるファイルは{limit}個までです（現在{count}個）。"
    next_step = "ファイルを減らすか、一つにまとめてください。"


class FileEmpty(InquiryProblem):
    """A file without a byte."""

    sentence = "「{name}」は空のファイルです。"
    next_step = "内容のあるファイルを選び直してください。"


class FileTooLarge(InquiryProblem):
    """One file is larger than a file may be."""

    status = 413
    sentence = "「{name}」は{limit}MBを超えています。"
    next_step = "ファイルを小さくするか、分けてください。"


class FilesTooLarge(InquiryProblem):
    """The files together are larger than they may be."""

    status = 413
    sentence = "「{name}」を加えると、添付ファイルの合計が{limit}MBを超えます。"
    next_step = "ファイルを減らすか、小さくしてください。"


class FileDangerous(InquiryProblem):
    """A program, or a file that a program hides in."""

    sentence = "「{name}」は{kind}形式のプログラムのため、受け付けられません。"
    next_step = "文書、画像、音声などのファイルにしてください。"


class AttachmentUnknown(InquiryProblem):
    """There is no such file, or nothing of it was kept."""

    status = 404
    sentence = "お探しのファイルは見つかりません。"
    next_step = "案件の画面から選び直してください。"


class LettersMissing(InquiryProblem):
    """No letter was chosen."""

    sentence = "取り込む電子メールのファイルを選択してください。"
    next_step = "メールソフトで、.eml形式で保存したファイルを選択してください。"
