"""A call as a paper: Markdown that the house lays out as an official document."""

from collections.abc import Iterator
from datetime import datetime

from genkan.kit import in_era
from genkan.selection.call.call import Call, Edition
from genkan.selection.call.content import CallContent, Criterion
from genkan.selection.call.draft import JAPAN


def call_paper(call: Call, editions: tuple[Edition, ...], *, organisation: str) -> str:
    """Everything that the call says, with the hash of its edition at the end."""
    return "\n\n".join(_parts(call, editions, organisation))


def said_moment(moment: datetime) -> str:
    """「令和8年11月30日17時00分」"""
    local = moment.astimezone(JAPAN)
    return f"{in_era(local.date())}{local.hour}時{local.minute:02}分"


def _parts(call: Call, editions: tuple[Edition, ...], organisation: str) -> Iterator[str]:
    content = call.content
    yield f"# {content.title}"
    yield organisation
    texts = (
        ("目的", content.purpose),
        ("対象", content.targets),
        ("条件", content.conditions),
        ("応募の方法", content.how_to_apply),
        ("問合せ先", content.contact),
    )
    yield from (f"## {title}\n\n{text}" for title, text in texts if text)
    yield f"## 日程\n\n{_schedule(content)}"
    yield "## 選定の基準"
    for number, criterion in enumerate(content.criteria, start=1):
        yield _criterion(number, criterion)
    if content.documents:
        yield "## 提出書類\n\n" + "\n".join(
            f"- {each.title}{'（必須）' if each.required else '（任意）'}{_told(each.text)}"
            for each in content.documents
        )
    yield f"## 版及びハッシュ値\n\n{_editions(editions)}"


def _schedule(content: CallContent) -> str:
    schedule = content.schedule
    rows = [("質問の期限", said_moment(schedule.questions_until))]
    days = (
        ("回答の公表", schedule.answers_on),
        ("試験", schedule.test_on),
        ("決定の予定", schedule.decision_on),
    )
    rows += [("応募の期限", said_moment(schedule.deadline))]
    rows += [(title, in_era(day)) for title, day in days if day]
    return "\n".join(["| 予定 | 日時 |", "|---|---|", *(f"| {title} | {said} |" for title, said in rows)])


def _criterion(number: int, criterion: Criterion) -> str:
    lines = [f"### {number}　{criterion.title}（{criterion.measure.label}）"]
    if criterion.text:
        lines.append(criterion.text)
    if criterion.rubric:
        lines.append(f"重み{criterion.weight}、必要な点数{criterion.threshold}点以上")
        lines.append("\n".join(f"- {line.points}点：{line.text}" for line in criterion.rubric))
    if criterion.source:
        lines.append(f"出典：{criterion.source}")
    return "\n\n".join(lines)


def _told(text: str) -> str:
    return f"：{text}" if text else ""


def _editions(editions: tuple[Edition, ...]) -> str:
    if not editions:
        return "下書きのため、まだ公表していません。"
    rows = (
        f"| {each.number} | {said_moment(each.at)} | {_reason(each)} | {each.digest} |" for each in editions
    )
    return "\n".join(["| 版 | 公表 | 理由 | SHA-256 |", "|---|---|---|---|", *rows])


def _reason(edition: Edition) -> str:
    changed = "、".join(edition.changed)
    words = " ".join(edition.reason.replace("|", "／").split())
    return f"{words}（{changed}）" if changed else words or "公表"
