"""A PDF page by page: its text, its tables, or what is recognised on the picture of it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from genkan.knowledge.parse.blocks import Block, BlockKind, Draft, cut, page, text
from genkan.knowledge.parse.errors import NoText, ScannedPages
from genkan.knowledge.parse.pdf.furniture import without_furniture
from genkan.knowledge.parse.pdf.pdfium import Page, open_pages
from genkan.knowledge.parse.pdf.scanned import Recognition, installed_recognition
from genkan.knowledge.parse.pdf.tables import with_tables
from genkan.knowledge.parse.pdf.vertical import columns, is_vertical
from genkan.knowledge.parse.regulation import RECOGNISED, Article, Regulation

_SAMPLE = 400
# Tesseract puts spaces between Japanese characters.
_SPACED = re.compile(r"(?<=[^\x00-\x7f]) +(?=[^\x00-\x7f])")
# The space behind the number of an article, or the only one in a line that begins with a number, says what it is.
_NUMBER = r"[〇一二三四五六七八九十百0-9０-９]"
_NUMBERED = re.compile(
    rf"(?P<number>第 *{_NUMBER}[ {_NUMBER[1:-1]}]*条(?: *[のノ之] *{_NUMBER}+)*) +(?P<text>\S.*)|"
    rf"(?P<item>{_NUMBER}+) +(?P<rest>[^ ]+)"
)
_MOST_TOLD = 30
_TELLING = 5
_FULL_LINE = 0.75


@dataclass
class _Read:
    """The pages so far: lines or blocks with tables, and which pages were pictures."""

    pages: list[list[str | Block]] = field(default_factory=list[list[str | Block]])
    recognised: list[int] = field(default_factory=list[int])
    unread: list[int] = field(default_factory=list[int])
    pictures: int = 0
    recognition: tuple[Recognition | None] | None = None


def read_pdf(name: str, content: bytes) -> Regulation:
    """The document in a PDF. Raises ``EncryptedFile``, ``DamagedFile``, ``ScannedPages`` or ``NoText``."""
    read = _Read()
    with open_pages(name, content) as pages:
        for one in pages:
            _read(one, read)
    if read.unread and not any(read.pages):
        raise ScannedPages(name=name)
    lines = [[each for each in one if isinstance(each, str)] for one in read.pages]
    kept, dropped = without_furniture(lines)
    blocks = tuple(_blocks(read.pages, kept))
    if not any(block.text.strip() for block in blocks if block.kind is not BlockKind.PAGE):
        raise NoText(name=name)
    regulation = cut(Draft("", blocks, tuple(_notes(read, dropped))), name=name)
    return _marked(regulation, read) if read.recognised else regulation


def _read(one: Page, read: _Read) -> None:
    content: list[str | Block] = _content(one)
    number = len(read.pages) + 1
    if one.pictures and not content:
        content = [*_recognised(one, read)]
        (read.recognised if content else read.unread).append(number)
    else:
        read.pictures += one.pictures
    read.pages.append(content)


def _marked(regulation: Regulation, read: _Read) -> Regulation:
    """The regulation whose articles say of themselves where they hold what was read from pictures."""
    is_all = sum(map(bool, read.pages)) == len(read.recognised)
    lines = _recognised_lines(read)

    def marked(article: Article) -> Article:
        is_recognised = is_all or any(line in words for words in _printed(article) for line in lines)
        return replace(article, headings=(*article.headings, RECOGNISED)) if is_recognised else article

    return replace(regulation, articles=tuple(map(marked, regulation.articles)))


def _recognised_lines(read: _Read) -> list[str]:
    """What was read from pictures, without spaces; a line of a few characters may stand anywhere."""
    pages = (read.pages[number - 1] for number in read.recognised)
    lines = ("".join(line.split()) for page in pages for line in page if isinstance(line, str))
    return [line for line in lines if len(line) >= _TELLING]


def _printed(article: Article) -> tuple[str, str]:
    """The words of an article without spaces, its caption above it or behind its number."""
    heads = (article.label, f"{article.label}（{article.caption}）")
    above, behind = ("".join(f"{head}{article.text}".split()) for head in heads)
    return above, behind


def _recognised(one: Page, read: _Read) -> list[str]:
    """The lines on the picture of a page, where the program for it is installed; it is looked for once a file."""
    if read.recognition is None:
        read.recognition = (installed_recognition(),)
    (recognition,) = read.recognition
    words = recognition.read(one) if recognition else ""
    return [_unspaced(line.strip()) for line in words.split("\n") if line.strip()]


def _unspaced(line: str) -> str:
    """A recognised line without the spaces between its characters."""
    match = _NUMBERED.fullmatch(line)
    if match is None:
        return _SPACED.sub("", line)
    number, words = match["number"] or match["item"], match["text"] or match["rest"]
    return f"{number.replace(' ', '')}\u3000{_SPACED.sub('', words)}"


def _content(one: Page) -> list[str | Block]:
    """The lines and tables of a page in the order of reading; vertical writing is put together from its characters."""
    count = one.characters
    if is_vertical(list(one.placed(min(count, _SAMPLE)))):
        return [*columns(list(one.placed(count)))]
    if count and (found := with_tables(one)):
        return found
    lines = one.text().replace("\r", "").replace("\x02", "").split("\n")
    return [line.rstrip() for line in lines if line.strip()]


def _blocks(pages: Sequence[Sequence[str | Block]], kept: Sequence[Sequence[str]]) -> Iterator[Block]:
    """The pages one after another; a line that furniture was is left out where it stood."""
    for number, (one, lines) in enumerate(zip(pages, kept, strict=True), start=1):
        yield page(f"{number}ページ")
        own = [each for each in one if isinstance(each, str)]
        first, longest = _offset(own, lines), max(map(len, own), default=0)
        place = 0
        for each in one:
            if isinstance(each, Block):
                yield each
            else:
                if first <= place < first + len(lines):
                    yield text(each)
                    if len(each) < _FULL_LINE * longest:
                        yield text("")
                place += 1


def _offset(own: Sequence[str], kept: Sequence[str]) -> int:
    """How many lines were taken from the top of a page."""
    return next(
        (first for first in range(len(own) + 1) if list(own[first : first + len(kept)]) == list(kept)), 0
    )


def _notes(read: _Read, dropped: int) -> Iterator[str]:
    if read.unread:
        yield (
            f"画像だけのページ（{_listed(read.unread)}）は、文字を認識できないため読み込んでいません。文字認識には、"
            "Debianのパッケージtesseract-ocr-jpnが必要です。"
        )
    if read.recognised:
        yield f"画像だけのページ（{_listed(read.recognised)}）は、文字認識で読み込みました。誤りがないか確かめてください。"
    if read.pictures:
        yield f"ページの中の画像{read.pictures}件は読み込んでいません。"
    if dropped:
        yield f"各ページに繰り返される見出しとページ番号（{dropped}行）は読み込んでいません。"


def _listed(numbers: Sequence[int]) -> str:
    told = "、".join(map(str, numbers[:_MOST_TOLD]))
    return (
        f"{told}ページ"
        if len(numbers) <= _MOST_TOLD
        else f"{told}ページほか{len(numbers) - _MOST_TOLD}ページ"
    )
