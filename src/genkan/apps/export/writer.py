"""The process that writes one file. Run as ``python -m genkan.apps.export.writer``."""

from dataclasses import dataclass

import msgspec

from genkan.apps.apart import answer_once
from genkan.apps.export.errors import NoTableToExport, PdfNotInstalled
from genkan.apps.export.writing import Wish, written

REFUSALS = {refusal.__name__: refusal for refusal in (NoTableToExport, PdfNotInstalled)}


@dataclass(frozen=True)
class Written:
    """The file, or the name of the error that says why there is none."""

    content: bytes = b""
    refusal: str = ""


def write(asked: bytes) -> bytes:
    """What became of a wish, both as MessagePack."""
    wish = msgspec.msgpack.decode(asked, type=Wish)
    try:
        answer = Written(written(wish))
    except (NoTableToExport, PdfNotInstalled) as refusal:
        answer = Written(refusal=type(refusal).__name__)
    return msgspec.msgpack.encode(answer)


if __name__ == "__main__":
    answer_once(write)
