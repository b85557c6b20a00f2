"""The process that reads one workbook of questions. Run as ``python -m genkan.evaluation.items.opener``."""

import msgspec

from genkan.apps import answer_once
from genkan.knowledge import FileProblem, first_sheet


def read(content: bytes) -> bytes:
    """The rows of the first sheet as MessagePack; nothing where the file is no workbook."""
    try:
        rows = first_sheet("", content)
    except FileProblem:
        rows = None
    return msgspec.msgpack.encode(rows)


if __name__ == "__main__":
    answer_once(read)
