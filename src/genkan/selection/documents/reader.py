"""The process that reads one PDF. Run as ``python -m genkan.selection.documents.reader``."""

import msgspec

from genkan.apps import answer_once
from genkan.knowledge import DamagedFile, EncryptedFile, draw_pdf_page, pdf_texts
from genkan.selection.documents.document import MOST_PAGES
from genkan.selection.documents.png import as_png
from genkan.selection.documents.shapes import Seen, Trouble, Wish


def read(asked: bytes) -> bytes:
    """The answer to a wish, both as MessagePack."""
    return msgspec.msgpack.encode(_seen(msgspec.msgpack.decode(asked, type=Wish)))


def _seen(wish: Wish) -> Seen:
    try:
        return _drawn(wish) if wish.page else _texts(wish)
    except EncryptedFile:
        return Seen(trouble=Trouble.LOCKED)
    except DamagedFile:
        return Seen(trouble=Trouble.DAMAGED)


def _texts(wish: Wish) -> Seen:
    texts = pdf_texts(wish.name, wish.content, most=MOST_PAGES + 1)
    if not texts:
        return Seen(trouble=Trouble.DAMAGED)
    return Seen(trouble=Trouble.LONG) if len(texts) > MOST_PAGES else Seen(texts=texts)


def _drawn(wish: Wish) -> Seen:
    picture = draw_pdf_page(wish.name, wish.content, wish.page)
    if picture is None:
        return Seen(trouble=Trouble.NO_PAGE)
    return Seen(picture=as_png(picture.width, picture.height, picture.dots))


if __name__ == "__main__":
    answer_once(read)
