"""What can be wrong with a file of one of the kinds that are read here.

FileProblem
├── BrokenXml
├── EntitiesInXml
├── NotALaw
├── EndsBeforeItBegins
├── DamagedFile
├── EncryptedFile
├── OldOffice
├── TooMuchInside          a file or an archive that unpacks to far more than it seems
├── UnknownPacking
├── NestedArchive
├── ScannedPages
├── NoText
└── NoQuestions
"""

from genkan.knowledge.errors import FileProblem


class BrokenXml(FileProblem):
    """The XML ends too early or is not well formed."""

    sentence = "「{name}」のXMLが壊れています（{line}行目付近）。"
    next_step = "配布元から、もう一度ファイルを取得してください。"


class EntitiesInXml(FileProblem):
    """The XML declares a document type, which may hide entities that grow without end or read other files."""

    sentence = "「{name}」には、安全のため読み込まないXMLの宣言（DOCTYPE）があります。"
    next_step = "宣言のないXMLを使ってください。e-Govの法令XMLには、この宣言はありません。"


class NotALaw(FileProblem):
    """The XML is not a law."""

    status = 415
    sentence = "「{name}」は法令標準XMLではありません。"
    next_step = "e-Gov法令検索で取得したXMLを選んでください。"


class EndsBeforeItBegins(FileProblem):
    """The day on which the text ends lies before the day from which it is in force."""

    sentence = "「{name}」の廃止の日（{ended}）が、施行の日（{begun}）より前になっています。"
    next_step = "配布元で二つの日付を確かめ、正しいファイルを読み込んでください。"


class DamagedFile(FileProblem):
    """The file begins like one of its kind and cannot be read to its end."""

    sentence = "「{name}」は{kind}として読み取れません。ファイルが壊れているか、途中までしかありません。"
    next_step = "元のアプリで開いて保存し直してから、もう一度読み込んでください。"


class EncryptedFile(FileProblem):
    """The file wants a password."""

    sentence = "「{name}」にはパスワードが設定されています。"
    next_step = "パスワードを解除して保存し直してから、もう一度読み込んでください。"


class OldOffice(FileProblem):
    """A binary file of Word, Excel or PowerPoint as they were before 2007."""

    status = 415
    sentence = "「{name}」は古い形式（.doc、.xls、.ppt）のファイルです。"
    next_step = "新しい形式（.docx、.xlsx、.pptx）で保存し直してから、もう一度読み込んでください。"


class TooMuchInside(FileProblem):
    """What is packed in the file is far larger than the file, or too much altogether."""

    status = 413
    sentence = "「{name}」は、展開すると大きくなりすぎるため読み込みません。"
    next_step = "中のファイルを分けて、圧縮せずに読み込んでください。"


class UnknownPacking(FileProblem):
    """Packed by a method that cannot be unpacked within bounds, or not at all, such as bzip2, LZMA or Deflate64."""

    status = 415
    sentence = "「{name}」は、読み込めない方式で圧縮されています。"
    next_step = "通常の方式（Deflate）で圧縮し直すか、展開してから読み込んでください。"


class NestedArchive(FileProblem):
    """An archive within an archive."""

    status = 415
    sentence = "「{name}」は、ZIPの中のZIPのため読み込みません。"
    next_step = "中のZIPを展開してから、もう一度読み込んでください。"


class ScannedPages(FileProblem):
    """Every page is a picture, and there is nothing here that reads pictures."""

    sentence = "「{name}」は画像だけのPDFで、文字の情報がありません。"
    next_step = (
        "文字の情報があるPDFを使うか、運用担当者に文字認識（Debianのパッケージtesseract-ocr-jpn）の導入を"
        "依頼してください。"
    )


class NoText(FileProblem):
    """The file can be opened and holds no words."""

    sentence = "「{name}」には文字がありません。"
    next_step = "本文のあるファイルを選んでください。"


class NoQuestions(FileProblem):
    """A table without a single pair of question and answer."""

    sentence = "「{name}」に、質問と回答の組が一つもありません。"
    next_step = "「質問」と「回答」という見出しの列がある表にしてください。"
