"""PDFium as the other files here see it: pages with their text, strokes and pictures, in points from the lower left."""

# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false
# pyright: reportMissingTypeStubs=false, reportArgumentType=false

import ctypes
import threading
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from typing import NamedTuple

from pypdfium2 import PdfDocument, PdfiumError, PdfPage, raw

from genkan.knowledge.parse.errors import DamagedFile, EncryptedFile

# PDFium may be entered by one thread at a time.
_ENTERED = threading.Lock()


class Box(NamedTuple):
    """A part of a page."""

    left: float
    bottom: float
    right: float
    top: float


class Placed(NamedTuple):
    """A character and its box on the page."""

    character: str
    left: float
    bottom: float
    right: float
    top: float

    @property
    def middle(self) -> float:
        """Half way between its left and its right."""
        return (self.left + self.right) / 2

    @property
    def width(self) -> float:
        """From left to right."""
        return self.right - self.left


class Stroke(NamedTuple):
    """A straight line from one point to another."""

    x0: float
    y0: float
    x1: float
    y1: float


class Picture(NamedTuple):
    """A page drawn in grey, one byte for each dot."""

    width: int
    height: int
    dots: bytes


class Page:
    """One page."""

    def __init__(self, page: PdfPage) -> None:
        self._page = page
        self._words = page.get_textpage()

    @property
    def box(self) -> Box:
        """The whole page."""
        return Box(*map(float, self._page.get_bbox()))

    @property
    def characters(self) -> int:
        """How many characters there are, spaces and line ends included."""
        return int(self._words.count_chars())

    @property
    def pictures(self) -> int:
        """How many pictures are placed on it."""
        return sum(1 for _ in self._page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE]))

    def text(self) -> str:
        """All text in the order of the file."""
        return str(self._words.get_text_range()) if self.characters else ""

    def text_in(self, box: Box) -> str:
        """The text in a part of the page."""
        return str(
            self._words.get_text_bounded(left=box.left, bottom=box.bottom, right=box.right, top=box.top)
        )

    def placed(self, count: int) -> Iterator[Placed]:
        """The first characters with their boxes, without spaces."""
        for place in range(count):
            character = str(self._words.get_text_range(place, 1))
            if character.strip():
                yield Placed(character, *map(float, self._words.get_charbox(place)))

    def strokes(self) -> Iterator[Stroke]:
        """Every straight stroke of the page's paths, closing strokes included."""
        for path in self._page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH]):
            matrix = path.get_matrix()
            begun = last = (0.0, 0.0)
            for place in range(raw.FPDFPath_CountSegments(path.raw)):
                segment = raw.FPDFPath_GetPathSegment(path.raw, place)
                here = matrix.on_point(*_point(segment))
                kind = raw.FPDFPathSegment_GetType(segment)
                if kind == raw.FPDF_SEGMENT_MOVETO:
                    begun = here
                elif kind == raw.FPDF_SEGMENT_LINETO:
                    yield Stroke(*last, *here)
                if raw.FPDFPathSegment_GetClose(segment):
                    yield Stroke(*here, *begun)
                last = here

    def drawn(self, *, dots_per_point: float, longest_side: int) -> Picture:
        """The page as a picture, no side of which is longer."""
        width, height = self._page.get_size()
        scale = min(dots_per_point, longest_side / max(width, height, 1))
        bitmap = self._page.render(scale=scale, grayscale=True)
        rows, stride = bytes(bitmap.buffer), int(bitmap.stride)
        lines = (rows[row * stride : row * stride + bitmap.width] for row in range(bitmap.height))
        return Picture(int(bitmap.width), int(bitmap.height), b"".join(lines))

    def close(self) -> None:
        """Let go of the page."""
        self._words.close()
        self._page.close()


@contextmanager
def open_pages(name: str, content: bytes) -> Generator[Iterator[Page]]:
    """The pages of a file, one open at a time. Raises ``EncryptedFile`` or ``DamagedFile``."""
    with _ENTERED:
        try:
            document = PdfDocument(content)
        except PdfiumError as error:
            if error.err_code == raw.FPDF_ERR_PASSWORD:
                raise EncryptedFile(name=name) from error
            raise DamagedFile(name=name, kind="PDF") from error
        try:
            yield _pages(document)
        except PdfiumError as error:
            raise DamagedFile(name=name, kind="PDF") from error
        finally:
            document.close()


def opens(content: bytes) -> bool:
    """Whether a file opens without a password, as far as it opens at all."""
    try:
        with open_pages("", content):
            return True
    except EncryptedFile:
        return False
    except DamagedFile:
        return True


def _pages(document: PdfDocument) -> Iterator[Page]:
    for number in range(len(document)):
        page = Page(document[number])
        try:
            yield page
        finally:
            page.close()


def _point(segment: object) -> tuple[float, float]:
    x, y = ctypes.c_float(), ctypes.c_float()
    raw.FPDFPathSegment_GetPoint(segment, x, y)
    return x.value, y.value
