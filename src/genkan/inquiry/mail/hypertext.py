"""The words of a letter that was written as a page."""

import re
from html.parser import HTMLParser

_BLOCKS = frozenset(
    {
        "p",
        "div",
        "br",
        "tr",
        "li",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "table",
        "ul",
        "ol",
        "blockquote",
        "hr",
    }
)
_UNSEEN = frozenset({"script", "style", "head", "title", "template", "noscript"})
_SPACES = re.compile(r"[ \t\u00a0]+")
_MANY_LINES = re.compile(r"\n{3,}")
LONGEST_PAGE = 200_000
_DECLARATION = re.compile(r"<[!?][^<>]*>")
_NO_TAG = re.compile(r"<(?![^<>]*>)")


class _Words(HTMLParser):
    """Collects what a reader would see, a line for each block."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._unseen += tag in _UNSEEN
        if tag in _BLOCKS:
            self.pieces.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self._unseen = max(0, self._unseen - (tag in _UNSEEN))
        if tag in _BLOCKS:
            self.pieces.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.pieces.append(_SPACES.sub(" ", data.replace("\r", "").replace("\n", " ")))


def words_of(page: str) -> str:
    """The text of HTML, whatever its form; what is longer than ``LONGEST_PAGE`` is cut."""
    words = _Words()
    words.feed(_plain(page[:LONGEST_PAGE]))
    words.close()
    lines = (line.strip() for line in "".join(words.pieces).split("\n"))
    return _MANY_LINES.sub("\n\n", "\n".join(lines)).strip()


def _plain(page: str) -> str:
    """The page with nothing in it but tags that end and words: the parser fails at some declarations, and looks for the
    end of what has none from every beginning anew.
    """
    return _NO_TAG.sub("&lt;", _DECLARATION.sub(" ", _without_comments(page)))


def _without_comments(page: str) -> str:
    """A comment that does not end hides nothing."""
    pieces, place = list[str](), 0
    while (start := page.find("<!--", place)) >= 0 and (end := page.find("-->", start + 2)) >= 0:
        pieces.append(page[place:start])
        place = end + 3
    return " ".join([*pieces, page[place:].replace("<!--", " ")])
