"""Papers about a decision: the public one, and the letter (結果通知) to one applicant."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from genkan.kit import in_era
from genkan.selection.call.call import Call
from genkan.selection.call.draft import JAPAN
from genkan.selection.decision.decision import Decision, Outcome
from genkan.selection.review.finding import Result

Told = Mapping[str, Any]


def decision_paper(
    call: Call, decision: Decision, public: Told, *, signed_at: datetime, commanded: int = 0
) -> str:
    """The public part of a record, with the hash that was signed and how many signed on the command line."""
    return "\n\n".join([*_public(call, decision, public, signed_at), *_commanded(commanded)])


def letter_paper(call: Call, letter: Told, *, organisation: str, signed_at: datetime) -> str:
    """The result of one application in the form of an official letter."""
    return "\n\n".join(_letter(call, letter, organisation, signed_at))


def result_words(criterion: Told) -> str:
    """「適合」, 「2点（3点満点、1点以上必要）」, 「資料なし」; a dash where nothing was reviewed."""
    result = criterion["result"]
    if result is None:
        return "―"
    if result == Result.POINTS:
        return f"{criterion['points']}点（{criterion['most']}点満点、{criterion['threshold']}点以上必要）"
    return Result(result).label


def measure_words(measure: Told) -> str:
    """「72.0%（95%信頼区間65.1～78.4%）、3群中の第1群」, 「72（65～78）、事務局が入力」"""
    low, high, exam = measure["low"], measure["high"], measure.get("exam")
    has_interval = low is not None and high is not None
    if exam is None:
        interval = f"（{low:g}～{high:g}）" if has_interval else ""
        return f"{measure['value']:g}{interval}、事務局が入力"
    interval = f"（{exam['level']:.0%}信頼区間{low:.1f}～{high:.1f}%）" if has_interval else ""
    return f"{measure['value']:.1f}%{interval}、{exam['tiers']}群中の第{exam['tier']}群"


def exam_words(exam: Told) -> str:
    """What stands behind a result of a sealed test: who was tested, how much was marked, and the root of the proof."""
    build = f"、版{exam['build']}" if exam["build"] else ""
    fields = "、".join(
        f"{each['field']} {each['mean']:.1%}" for each in exam["fields"] if each["mean"] is not None
    )
    return (
        f"{exam['contestant_title']}（{exam['operator']}{build}）、採点した回答は{exam['answers']}件中{exam['marked']}件"
        f"{f'、分野別：{fields}' if fields else ''}、検証用資料のルート（SHA-256）{exam['root']}"
    )


def _public(call: Call, decision: Decision, public: Told, signed_at: datetime) -> Iterator[str]:
    yield f"{_day(signed_at)}\n\n{public['organisation']}"
    yield f"# {public['title']}の選定結果"
    yield "次のとおり決定しました。"
    yield "## 採択した応募"
    if not public["selected"]:
        yield "採択した応募はありません。"
    for each in public["selected"]:
        yield f"### 応募{each['number']}　{each['company']}{_joint(each)}　{each['model']}"
        yield f"理由：{each['reason']}"
        yield from _results(each)
    if public["others"]:
        yield "## その他の応募"
        yield "\n".join(
            f"- 応募{each['number']}：{Outcome(each['outcome']).label}" for each in public["others"]
        )
    yield from _typed(public)
    if public["minutes"]:
        yield f"## 審査の経過\n\n{public['minutes']}"
    yield "## 記録"
    yield f"決定の記録のハッシュ値（SHA-256）：{decision.digest}"
    yield f"公募のハッシュ値（SHA-256）：{call.digest}"


def _typed(told: Told) -> Iterator[str]:
    typed = told.get("typed_results")
    if typed:
        yield "この公募では、封印した性能試験を行っていません。試験の結果は、事務局が入力したものです。"
        yield f"性能試験を行わなかった理由：{typed['reason']}"


def _commanded(count: int) -> Iterator[str]:
    if count:
        yield f"署名のうち{count}人のものは、コマンドにより行われました。"


def _letter(call: Call, letter: Told, organisation: str, signed_at: datetime) -> Iterator[str]:
    yield f"{_day(signed_at)}\n\n{letter['company']} 御中\n\n{organisation}"
    yield "# 選定の結果について"
    yield f"「{call.content.title}」への応募{letter['number']}について、次のとおり決定しましたので、通知します。"
    yield "記"
    yield f"1　結果　{Outcome(letter['outcome']).label}"
    yield f"2　理由　{letter['reason']}"
    yield "3　基準ごとの結果"
    yield from _results(letter)
    yield from _typed(letter)
    for each in letter["criteria"]:
        words = "／".join(" ".join(one.split()) for one in each["findings"])
        if words:
            yield f"- {each['title']}：{words}"
    yield f"提出された内容のハッシュ値（SHA-256）：{letter['submission_sha256']}"
    yield "以上"


def _results(told: Told) -> Iterator[str]:
    rows = [f"| {each['title']} | {result_words(each)} |" for each in told["criteria"]]
    rows += [f"| {_cell(each['measure'])} | {measure_words(each)} |" for each in told["measures"]]
    if told["score"] is not None:
        rows.append(f"| 重みを付けた合計 | {told['score']}点 |")
    yield "\n".join(["| 基準 | 結果 |", "|---|---|", *rows])
    exams = [each["exam"] for each in told["measures"] if each.get("exam")]
    if exams:
        yield "\n".join(f"- {_cell(each['title'])}：{_cell(exam_words(each))}" for each in exams)


def _joint(told: Told) -> str:
    return f"（共同：{'、'.join(told['companies'])}）" if told["companies"] else ""


def _cell(text: str) -> str:
    return " ".join(text.replace("|", "／").split())


def _day(moment: datetime) -> str:
    return in_era(moment.astimezone(JAPAN).date())
