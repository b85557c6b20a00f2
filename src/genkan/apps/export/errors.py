"""Errors of exports.

AppsProblem
├── NothingToExport
├── NoTableToExport
├── TooLongToExport
├── PdfNotInstalled
└── ExportNotMade
"""

from genkan.apps.errors import AppsProblem


class NothingToExport(AppsProblem):
    """The output has no text."""

    status = 422
    sentence = "この実行結果には、書き出す文章がありません。"
    next_step = "作成されたファイルがある場合は、実行結果の画面から保存してください。"


class NoTableToExport(AppsProblem):
    """Only tables go to Excel."""

    status = 422
    sentence = "この実行結果には、Excelに書き出す表がありません。"
    next_step = "WordかMarkdownを選んでください。"


class TooLongToExport(AppsProblem):
    """The text is longer than the format is made for."""

    status = 413
    sentence = "文章が{limit}字を超えているため、この形式には書き出せません。"
    next_step = "Markdownを選んでください。Markdownには、長さの上限がありません。"


class PdfNotInstalled(AppsProblem):
    """The optional part that writes PDF, or the library of the system that it wants, is not there."""

    status = 501
    sentence = "PDFを作成する部品（WeasyPrint）が、このサーバーにはありません。"
    next_step = (
        "実行結果の画面を印刷し、印刷先にPDFを選んでください。運用担当者は、genkan[pdf]とDebianのパッケージ"
        "libpangoft2-1.0-0を導入すると使えるようにできます。"
    )


class ExportNotMade(AppsProblem):
    """The file was not done within its time or its memory."""

    status = 503
    sentence = "文章が長いか複雑なため、{form}のファイルを作成できませんでした。"
    next_step = "ほかの形式を選んでください。PDFは、Wordで開いて作成することもできます。"
