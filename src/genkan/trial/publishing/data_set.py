"""The public data set as a ZIP of CSV and JSON, the same bytes for the same report."""

import csv
import io
import zipfile

import msgspec

from genkan.trial.public_data import PublicAnswers, PublicData, PublicVotes

_EPOCH = (1980, 1, 1, 0, 0, 0)
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
README = """\
試行の公開データ

votes.csv    府省庁（organisation）、業務（task）及び情報の区分（information_class）ごとに、並べた比較対象（left, right）と
             評価（choice）の件数を示します。
answers.csv  比較対象ごとに、回答の終わり方（outcome）の件数を示します。
data.json    同じ内容のJSONです。
numbers.json 報告書の全ての数値です。

10人に満たない人による件数及び差引きによりそれが分かる件数は、府省庁を「*」として同じ業務のものとまとめ、なお10人に満た
ないときは業務も「*」とし、それでも満たないものは掲載していません（掲載していない評価の件数は data.json の left_out、回答の
件数は answers_left_out）。numbers.json では、10人に満たない組及びその推測を防ぐための組を掲載せず、suppressed に示します。
人、日時、質問、回答及び意見は含みません。

Public data of a trial

votes.csv counts votes by ministry, work and information class, pair and choice; answers.csv counts endings by arm. Counts of
fewer than ten persons, and those from which they could be subtracted, stand without their ministry (“*”), then without their
work; those that are still smaller are left out and counted in data.json (left_out, and answers_left_out for answers). Groups
of fewer than ten persons, and those that protect them, are not in numbers.json, which names them (suppressed). No person,
moment, question, answer or comment is in it.
"""


def data_set_of(public: str, numbers: str) -> bytes:
    """The ZIP of the public data and the numbers of a report, both as JSON."""
    data = msgspec.json.decode(public, type=PublicData)
    files = {
        "README.txt": README,
        "answers.csv": _csv(PublicAnswers.__struct_fields__, data.answers),
        "data.json": public,
        "numbers.json": numbers,
        "votes.csv": _csv(PublicVotes.__struct_fields__, data.votes),
    }
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            entry = zipfile.ZipInfo(name, date_time=_EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, text)
    return output.getvalue()


def _csv(heads: tuple[str, ...], rows: tuple[msgspec.Struct, ...]) -> str:
    output = io.StringIO()
    writer = csv.writer(output, lineterminator="\r\n")
    writer.writerow(heads)
    writer.writerows([_inert(getattr(row, head)) for head in heads] for row in rows)
    return "\ufeff" + output.getvalue()


def _inert(cell: object) -> object:
    """The cell as a spreadsheet shows it and never computes it."""
    return "'" + cell if isinstance(cell, str) and cell.startswith(_FORMULA_STARTS) else cell
