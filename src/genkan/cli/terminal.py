"""Words on the terminal: lines that break where Japanese may break, and columns that stand under each other."""

import re
from collections.abc import Iterator, Sequence

from rich.cells import cell_len
from rich.console import Console
from rich.markup import escape
from rich.text import Text

from genkan.cli.invocation import command_name

# A line breaks after spaces and punctuation, and where kana is followed by a word in other letters.
_PIECE = re.compile(
    r".*?(?:\s+|[、。）」：]+(?![、。）」])|(?<=[ぁ-ん])(?=[一-龠ァ-ヴA-Za-z0-9「（])|$)", re.DOTALL
)
_GAP = "  "


def say(markup: str, *, indent: int = 0, error: bool = False, wrap: bool = True) -> None:
    """Print a text with Rich markup; in a terminal, ``wrap`` breaks long lines between words, indented alike."""
    console = Console(highlight=False, soft_wrap=True, stderr=error)
    text = Text.from_markup(markup)
    if wrap and console.is_terminal:
        lines = break_lines(text.plain, width=console.width - indent)
        text = _cut(text, lines)
    text = Text("\n").join(Text(" " * indent) + line for line in text.split("\n", allow_blank=True))
    console.print(text)


def advise(text: str, *, error: bool = False) -> None:
    """Print the next step under what was said; a command in it is left whole, so that it can be copied."""
    say(f"→ {escape(text)}", indent=2, error=error, wrap=command_name() not in text)


def columns(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """The lines of a table; each column is as wide as its widest text in terminal cells."""
    table = [list(heads), *(list(row) for row in rows)]
    widths = [max(cell_len(text) for text in column) for column in zip(*table, strict=True)]
    return [
        _GAP.join(
            text + " " * (width - cell_len(text)) for text, width in zip(row, widths, strict=True)
        ).rstrip()
        for row in table
    ]


def break_lines(text: str, *, width: int) -> list[str]:
    """The text in lines of at most ``width`` terminal cells, unless a single word is longer."""
    return [line for paragraph in text.split("\n") for line in _break_paragraph(paragraph, width=width)]


def _break_paragraph(paragraph: str, *, width: int) -> Iterator[str]:
    line = ""
    for piece in _PIECE.findall(paragraph):
        if line and piece and cell_len(line + piece.rstrip()) > width:
            yield line
            line = ""
        line += piece
    yield line


def _cut(text: Text, lines: Sequence[str]) -> Text:
    """The styled text with its line ends where ``lines`` has them."""
    places, at = list[int](), 0
    for line in lines[:-1]:
        at += len(line)
        if text.plain[at : at + 1] == "\n":
            at += 1
        else:
            places.append(at)
    pieces = text.divide(places)
    return Text("\n").join(pieces)
