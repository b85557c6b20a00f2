"""A process that prepares documents for the index: frames of MessagePack come in, frames go out, until the end.

Run as ``python -m genkan.knowledge.index.worker``; it ends with the process that started it, whose pipe closes.
"""

import sys
from typing import BinaryIO

import msgspec

from genkan.knowledge.index.extras import EXTRAS, contributions
from genkan.knowledge.index.frames import LENGTH
from genkan.knowledge.index.preparing import Unprepared, prepare
from genkan.knowledge.text.tokenise import Segmenter, SudachiSegmenter


def serve(source: BinaryIO, target: BinaryIO, *, segmenter: Segmenter) -> None:
    """Prepare each document that comes from the source and write it to the target, in the same order."""
    decode = msgspec.msgpack.Decoder(Unprepared).decode
    while head := source.read(LENGTH.size):
        unprepared = decode(source.read(*LENGTH.unpack(head)))
        extras = contributions(unprepared, extras=EXTRAS)
        answer = msgspec.msgpack.encode(prepare(unprepared, segmenter=segmenter, extras=extras))
        target.write(LENGTH.pack(len(answer)) + answer)
        target.flush()


if __name__ == "__main__":
    serve(sys.stdin.buffer, sys.stdout.buffer, segmenter=SudachiSegmenter())
