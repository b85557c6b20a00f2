"""Errors of the files of runs.

AppsProblem
├── FileUnread             as the search room says it
├── SendingTooLarge
├── ReadingTooLong
├── ReadingBroken
└── ScanProblem
    ├── FileInfected
    ├── ScannerUnreachable
    ├── ScannerRefused
    ├── ScannerHungUp
    └── TooLargeToScan
"""

from genkan.apps.errors import AppsProblem


class FileUnread(AppsProblem):
    """A file cannot be read; the sentence and the next step are those of the search room."""

    status = 422

    def __init__(self, sentence: str, next_step: str, details: dict[str, str]) -> None:
        self.sentence, self.next_step = sentence, next_step  # pyright: ignore[reportAttributeAccessIssue]
        super().__init__(**details)


class SendingTooLarge(AppsProblem):
    """A form brings more than all its fields may hold together."""

    status = 413
    sentence = "送信した内容が大きすぎるため、受け付けられませんでした。"
    next_step = (
        "ファイルを減らすか分けて、もう一度送信してください。この項目の上限は、入力欄に書いてあります。"
    )


class ReadingTooLong(AppsProblem):
    """The text was not found within the time that one file may take."""

    status = 422
    sentence = "「{name}」は、文字を読み取るのに時間がかかりすぎるため、読み込みませんでした。"
    next_step = "必要なページだけを別のファイルに保存し直すか、文字を入力欄に貼り付けてください。"


class ReadingBroken(AppsProblem):
    """The process that read the file ended before it was done."""

    status = 422
    sentence = "「{name}」は、内容が大きすぎるか壊れているため、読み込めませんでした。"
    next_step = "元のアプリで開いて保存し直すか、必要な部分だけを別のファイルにしてください。"


class ScanProblem(AppsProblem):
    """A file has not passed the scan for viruses; nothing of it is kept."""

    status = 503


class FileInfected(ScanProblem):
    """The scanner found a virus."""

    status = 422
    sentence = "「{name}」から、ウイルスの可能性があるデータ（{virus}）が見つかりました。"
    next_step = "このファイルは利用せず、所属の情報セキュリティ担当者に連絡してください。"


class ScannerUnreachable(ScanProblem):
    """The scanner does not answer, or not in words that are known."""

    sentence = "ウイルス検査のサーバーが応答しないため、「{name}」を受け付けられませんでした。"
    next_step = "少し待ってから、もう一度送信してください。続く場合は運用担当者に連絡してください。"


class ScannerRefused(ScanProblem):
    """The scanner could not scan the file."""

    sentence = "ウイルス検査のサーバーが、「{name}」を検査できませんでした。"
    next_step = "運用担当者に連絡してください。検査のサーバーの記録に理由があります。"


class ScannerHungUp(ScanProblem):
    """The scanner ended the connection before it had the whole file, as it does with files over its limit."""

    status = 413
    sentence = "ウイルス検査のサーバーが、「{name}」を最後まで受け取りませんでした。"
    next_step = (
        "ファイルが大きい場合は、分けて送信してください。運用担当者は、検査のサーバーが動いていることと、"
        "設定StreamMaxLengthを確かめてください。"
    )


class TooLargeToScan(ScanProblem):
    """The scanner takes no file of that size."""

    status = 413
    sentence = "「{name}」は、ウイルス検査のサーバーが受け付ける大きさを超えています。"
    next_step = (
        "ファイルを分けてください。運用担当者は、検査のサーバーの設定StreamMaxLengthで大きさを変えられます。"
    )
