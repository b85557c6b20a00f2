"""The content of a file to Markdown, with notices of what could not be read."""

import re
from collections.abc import Iterator

from genkan.apps.files.tables import table_of
from genkan.knowledge import Regulation, decode, parse

_PARSED = frozenset(
    {
        "application/pdf",
        "application/msword",
        "application/vnd.ms-excel",
        "application/vnd.ms-powerpoint",
        "application/x-ole-storage",
        "application/xml",
        "text/html",
    }
)
_OFFICE = ("application/vnd.openxmlformats-officedocument.", "application/vnd.ms-")
_DELIMITED = {"text/csv": ",", "text/tab-separated-values": "\t"}
_LAW = re.compile(rb"<Law[\s>]")
_HEAD = 4096
_DEEPEST = 6
_TABLE_BEGINS = re.compile(r"(?m)^(?!\|)(.+)\n(?=\|)")
_TABLE_ENDS = re.compile(r"(?m)^(\|.*)\n(?![|\n])")

Text = tuple[str, tuple[str, ...]]


def wants_parser(media_type: str) -> bool:
    """Whether a file of that type is read by a parser of the search room."""
    return media_type in _PARSED or media_type.startswith(_OFFICE)


def plain_text(content: bytes, *, name: str, media_type: str) -> Text:
    """The text of a text, a CSV as a table; of anything else no text and a notice. Raises a ``FileProblem``."""
    if media_type in _DELIMITED:
        return table_of(decode(content, name=name), delimiter=_DELIMITED[media_type]), ()
    if media_type.startswith("text/") or media_type == "application/json":
        return decode(content, name=name), ()
    return "", (_unread(name, media_type),)


def parsed_text(content: bytes, *, name: str) -> Text:
    """The text of a file that a parser reads; XML that is no law as it is written. Raises a ``FileProblem``."""
    if content.lstrip()[:5] == b"<?xml" and not _LAW.search(content[:_HEAD]):
        return decode(content, name=name), ()
    regulation = parse(name, content=content)
    return "\n\n".join(_parts(regulation)), regulation.notes


def _parts(regulation: Regulation) -> Iterator[str]:
    """The title, each heading once where it begins, and the text under it."""
    yield f"# {regulation.title}"
    above: tuple[str, ...] = ()
    for article in regulation.articles:
        shared = next(
            (
                depth
                for depth, pair in enumerate(zip(above, article.headings, strict=False))
                if len(set(pair)) > 1
            ),
            min(len(above), len(article.headings)),
        )
        for depth, words in enumerate(article.headings[shared:], start=shared):
            yield _heading(words, depth)
        above = article.headings
        label = "".join((article.label, f"（{article.caption}）" if article.caption else ""))
        if article.anchor != "h0":
            yield _heading(label, len(article.headings))
        yield _with_tables_apart(article.text)


def _heading(words: str, depth: int) -> str:
    return f"{'#' * min(depth + 2, _DEEPEST)} {words}"


def _with_tables_apart(text: str) -> str:
    """With an empty line before and after each table, without which Markdown does not see it."""
    return _TABLE_ENDS.sub(r"\1\n\n", _TABLE_BEGINS.sub(r"\1\n\n", text))


def _unread(name: str, media_type: str) -> str:
    what = next(
        (word for start, word in _WORDS.items() if media_type.startswith(start)), "この種類のファイル"
    )
    return f"「{name}」は{what}のため、文字を読み込んでいません。"


_WORDS = {"image/": "画像", "audio/": "音声", "video/": "動画", "application/zip": "ZIP"}
