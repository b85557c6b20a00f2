"""The pages of a PDF one by one: their texts, and one of them drawn."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from genkan.knowledge.parse.pdf import Picture

_DOTS_PER_POINT = 1.5
_LONGEST_SIDE = 2000


def pdf_texts(name: str, content: bytes, *, most: int) -> tuple[str, ...]:
    """The text of each page, of no more than ``most``. Raises ``EncryptedFile`` or ``DamagedFile``."""
    from genkan.knowledge.parse.pdf import open_pages

    texts: list[str] = []
    with open_pages(name, content) as pages:
        for page in pages:
            texts.append(page.text())
            if len(texts) == most:
                break
    return tuple(texts)


def draw_pdf_page(name: str, content: bytes, number: int) -> "Picture | None":
    """The page of a number, counted from 1, in grey; None where there is none."""
    from genkan.knowledge.parse.pdf import open_pages

    with open_pages(name, content) as pages:
        for place, page in enumerate(pages, start=1):
            if place == number:
                return page.drawn(dots_per_point=_DOTS_PER_POINT, longest_side=_LONGEST_SIDE)
    return None
