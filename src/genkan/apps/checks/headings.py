"""Whether an output covers the headings and the dates and amounts of its source."""

import re

from genkan.apps.checks.figures import FigureKind, figures_in
from genkan.apps.checks.judging import noticed_by
from genkan.apps.output import Check

LABEL = "見出しと数値の網羅"
_MARK = re.compile(
    r"^\s{0,3}(?:#{1,6}\s+|第[0-9０-９一二三四五六七八九十百]+[編章節]\s*|[0-9０-９]{1,2}(?:[.．、]\s*|\s+))"
    r"(?P<title>.{1,60})"
)
_WORD = re.compile(r"[一-龠々]{2,}|[ァ-ヺー]{2,}|[A-Za-z]{2,}")
_ENDS = ("。", "、", "|")
_MOST = 12
_MOST_HEADINGS = 300


def heading_in(line: str) -> str:
    """The title that a line is: Markdown, a chapter, or short and numbered and no sentence; else empty."""
    found = _MARK.fullmatch(line.rstrip())
    title = found["title"].strip() if found else ""
    return "" if title.endswith(_ENDS) else title


def headings_of(text: str) -> tuple[str, ...]:
    """The headings of a text, each once."""
    return tuple(dict.fromkeys(title for line in text.splitlines() if (title := heading_in(line))))


def check_coverage(text: str, source: str) -> Check:
    """Names the headings of which the output has no word, and the dates and amounts of a short source that it lacks."""
    headings = headings_of(source)
    missing = [
        f"見出し「{title}」に当たる記述が見当たりません。"
        for title in headings[:_MOST_HEADINGS]
        if not covers(text, title)
    ]
    if len(headings) > _MOST_HEADINGS:
        missing.append(f"見出しは、初めの{_MOST_HEADINGS}個だけを照合しました（全{len(headings):,}個）。")
    said = {figure.value for figure in figures_in(text)}
    figures = {
        figure.value: figure.written
        for figure in figures_in(source)
        if figure.kind in (FigureKind.AMOUNT, FigureKind.DATE)
    }
    lacking = [written for value, written in figures.items() if value not in said]
    if lacking:
        missing.append(_told(lacking, len(figures)))
    return noticed_by(LABEL, missing)


def covers(text: str, title: str) -> bool:
    """Whether a word of a title or a point is said; one without any word counts as covered."""
    words = _WORD.findall(title)
    return not words or any(_says(text, word) for word in words)


def _says(text: str, word: str) -> bool:
    """Whether the word is there, or for a long one a half of it."""
    half = max(2, len(word) // 2)
    return word in text or any(word[at : at + half] in text for at in range(len(word) - half + 1))


def _told(lacking: list[str], of: int) -> str:
    shown = "、".join(lacking[:_MOST])
    more = f"ほか{len(lacking) - _MOST}件" if len(lacking) > _MOST else ""
    return f"元の文書の日付と金額{of}件のうち、{len(lacking)}件は結果にありません（{shown}{more}）。"
