"""The receipt (受領書) of what was handed in, as a paper."""

from collections.abc import Iterator

from genkan.selection.application.application import Application, Submission
from genkan.selection.application.record import HandedIn, read_record
from genkan.selection.call.call import Call
from genkan.selection.call.paper import said_moment


def receipt_paper(call: Call, application: Application, submission: Submission, *, organisation: str) -> str:
    """What came when, with every hash, and what was missing or late."""
    handed_in = read_record(submission.record)
    return "\n\n".join(_parts(call, application, submission, handed_in, organisation))


def _parts(
    call: Call, application: Application, submission: Submission, handed_in: HandedIn, organisation: str
) -> Iterator[str]:
    yield "# 応募の受領書"
    yield f"{handed_in.company} 御中"
    yield organisation
    yield f"「{call.content.title}」への応募を、次のとおり受領しました。"
    yield "\n".join(
        [
            "| 項目 | 内容 |",
            "|---|---|",
            f"| 応募番号 | {application.label} |",
            f"| 提出 | {submission.sequence}回目 |",
            f"| 受領の日時 | {said_moment(submission.at)}（サーバーの時計による） |",
            f"| 期限 | {said_moment(call.content.schedule.deadline)} |",
            f"| 期限との関係 | {'期限後の提出' if submission.late else '期限内の提出'} |",
            f"| 内容のハッシュ値（SHA-256） | {submission.digest} |",
        ]
    )
    yield "## 提出された書類"
    yield _files(handed_in)
    yield "## 不足している内容"
    yield "\n".join(f"- {each}" for each in submission.missing) or "ありません。"


def _files(handed_in: HandedIn) -> str:
    if not handed_in.files:
        return "ありません。"
    rows = (f"| {each.name.replace('|', '／')} | {each.size:,} | {each.sha256} |" for each in handed_in.files)
    return "\n".join(["| 名称 | バイト | SHA-256 |", "|---|---|---|", *rows])
