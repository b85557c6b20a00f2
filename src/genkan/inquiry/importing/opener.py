"""The process that reads one workbook. Run as ``python -m genkan.inquiry.importing.opener``."""

import msgspec

from genkan.apps import answer_once
from genkan.inquiry.importing.finding import found_in
from genkan.inquiry.importing.sheet import Given


def read(asked: bytes) -> bytes:
    """The answer to a question, both as MessagePack."""
    return msgspec.msgpack.encode(found_in(msgspec.msgpack.decode(asked, type=Given)))


if __name__ == "__main__":
    answer_once(read)
