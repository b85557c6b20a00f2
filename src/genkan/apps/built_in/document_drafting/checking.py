"""The checks of a drafted document: its fixed parts, its points, its questions, the rules of official writing."""

import re
from collections.abc import Mapping, Sequence

from genkan.apps.app import App
from genkan.apps.built_in.document_drafting.kind import Kind
from genkan.apps.checks import covers, noticed_by
from genkan.apps.official_writing import Report, Severity
from genkan.apps.output import Check

_ASKED = re.compile(r"^\**問\s*[0-9０-９]*", re.MULTILINE)
_ANSWERED = re.compile(r"^\**答\**[　\s:：]*\S", re.MULTILINE)


def check_parts(kind: Kind, values: Mapping[str, str], removed: Sequence[str], app: App) -> Check:
    """Names the fixed parts that are not filled, and what a model wrote of them in spite of its instruction."""
    titles = {field.key: field.title for field in app.form.asked}
    faults = [
        f"「{titles[key]}」が入力されていません。" for key in kind.parts if not values.get(key, "").strip()
    ]
    faults += [f"モデルが書いた「{line[:40]}」は、定型部分に当たるため取り除きました。" for line in removed]
    return noticed_by("定型部分", faults)


def check_points(body: str, points: Sequence[str]) -> Check:
    """Names the points of which the body has no word."""
    lacking = [
        f"「{point[:60]}」に当たる記述が見当たりません。" for point in points if not covers(body, point)
    ]
    return noticed_by("入力した要点の反映", lacking)


def check_questions(body: str) -> Check:
    """Passes where every question has an answer below it."""
    asked, answered = len(_ASKED.findall(body)), len(_ANSWERED.findall(body))
    faults = [] if asked == answered and asked else [f"問が{asked}件、答が{answered}件です。"]
    return noticed_by("問と答の対応", faults)


def check_writing(report: Report) -> Check:
    """Names what breaks a rule of official writing for certain."""
    errors = [each for each in report.findings if each.severity is Severity.ERROR]
    return noticed_by("公用文の規則", [f"「{each.found}」：{each.message}" for each in errors])
