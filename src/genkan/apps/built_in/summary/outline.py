"""What a document is about without any model: its headings with the sentence below each, and its dates and amounts."""

from collections.abc import Iterator

from genkan.apps.built_in.markdown import escaped, table
from genkan.apps.built_in.sentences import paragraphs_of, sentences_of
from genkan.apps.checks import Figure, FigureKind, figures_in, heading_in

MOST_ROWS = 200
_TOLD = (FigureKind.DATE, FigureKind.AMOUNT, FigureKind.SHARE)


def outline(source: str) -> str:
    """Markdown with two sections; where there are more figures than ``MOST_ROWS``, it says how many are not shown."""
    return "\n\n".join(["## 文書の構成", "\n".join(_points(source)), "## 日付・金額・割合", _figures(source)])


def _points(source: str) -> Iterator[str]:
    """A line for each heading; without headings for each paragraph its first sentence."""
    paragraphs = paragraphs_of(source)
    titles = [heading_in(paragraph) for paragraph in paragraphs]
    if not any(titles):
        yield from (f"- {_first(paragraph)}" for paragraph in paragraphs)
        return
    for title, below, under in zip(titles, [*paragraphs[1:], ""], [*titles[1:], ""], strict=True):
        if title:
            yield f"- **{escaped(title)}**" + ("" if under else f"　{_first(below)}")


def _first(paragraph: str) -> str:
    return escaped(next(iter(sentences_of(paragraph)), ""))


def _figures(source: str) -> str:
    rows = [
        (figure.kind.value, escaped(figure.written), escaped(sentence))
        for sentence in sentences_of(source)
        for figure in _of_interest(sentence)
    ]
    if not rows:
        return "日付・金額・割合は、見付かりませんでした。"
    more = f"\n\nほか{len(rows) - MOST_ROWS:,}件は表示していません。" if len(rows) > MOST_ROWS else ""
    return table(("種類", "表記", "文"), rows[:MOST_ROWS]) + more


def _of_interest(sentence: str) -> Iterator[Figure]:
    return (figure for figure in figures_in(sentence) if figure.kind in _TOLD)
