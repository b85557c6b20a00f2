"""Scanned pages: pictures of text that tesseract reads where the operator has installed it."""

import shutil
import subprocess
from dataclasses import dataclass

from genkan.knowledge.parse.pdf.pdfium import Page

_DOTS_PER_POINT = 300 / 72
_SECONDS = 120
_LANGUAGES = frozenset({"jpn", "jpn_vert"})
_LARGEST_SIDE = 6000


@dataclass(frozen=True)
class Recognition:
    """The program that reads pictures of Japanese text, and the languages it knows."""

    program: str
    languages: frozenset[str]

    def read(self, page: Page) -> str:
        """The words on a page, empty where the program finds none or does not come to an end."""
        language = "+".join(sorted(self.languages & _LANGUAGES))
        try:
            found = subprocess.run(  # noqa: S603 - a program of the operator, with fixed arguments
                [self.program, "stdin", "stdout", "-l", language],
                input=_picture(page),
                capture_output=True,
                timeout=_SECONDS,
                check=True,
            )
        except (subprocess.SubprocessError, OSError):
            return ""
        return found.stdout.decode(errors="replace")


def installed_recognition() -> Recognition | None:
    """Tesseract with Japanese, as in Debian's ``tesseract-ocr-jpn``; ``None`` where it is not installed."""
    program = shutil.which("tesseract")
    if program is None:
        return None
    try:
        listed = subprocess.run(  # noqa: S603 - a program of the operator, with fixed arguments
            [program, "--list-langs"], capture_output=True, timeout=_SECONDS, check=True
        )
    except (subprocess.SubprocessError, OSError):
        return None
    languages = frozenset((listed.stdout + listed.stderr).decode(errors="replace").split())
    return Recognition(program, languages) if "jpn" in languages else None


def _picture(page: Page) -> bytes:
    """The page as a PGM file."""
    width, height, dots = page.drawn(dots_per_point=_DOTS_PER_POINT, longest_side=_LARGEST_SIDE)
    return b"P5 %d %d 255\n" % (width, height) + dots
