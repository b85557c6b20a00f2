"""Comparing the anchors with the chains, and the anchor file with the anchors."""

import json
from contextlib import aclosing
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import NamedTuple, cast

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.governance.ledger.anchor import Anchor
from genkan.governance.ledger.anchor_file import read_lines
from genkan.governance.ledger.chain import Head, empty
from genkan.governance.ledger.faults import Fault, Finding
from genkan.governance.ledger.store import proof


class Line(NamedTuple):
    """A line of the anchor file, numbered from 1, with its anchor; None where it is not one that we wrote."""

    number: int
    anchor: Anchor | None


async def check_anchors(connection: AsyncConnection) -> Finding | None:
    """The first anchor that was altered or deleted, or the first anchored link that is gone or another."""
    before = empty()
    async with aclosing(proof.anchors(connection)) as chunks:
        async for anchors in chunks:
            finding = _check_order(anchors, before=before) or await _check_heads(connection, anchors)
            if finding:
                return finding
            before = Head(anchors[-1].position, anchors[-1].hash)
    return None


async def check_file(connection: AsyncConnection, path: Path, *, size: int, settled: int) -> Finding | None:
    """The first of the first ``size`` bytes' lines that the anchors contradict, or the first anchor without a line.

    Anchors up to the position ``settled`` must have their lines; memory is one byte for each of them.
    """
    lines = (Line(number, _parse(text)) for number, text in enumerate(read_lines(path, size=size), start=1))
    present = bytearray(settled)
    while chunk := list(islice(lines, proof.CHUNK)):
        positions = [line.anchor.position for line in chunk if line.anchor]
        hashes = await proof.anchor_hashes(connection, positions)
        for line in chunk:
            if finding := _check_line(line, path=path, hashes=hashes):
                return finding
        _tick(present, positions)
    absent = present.find(0)
    return _bad_anchor(Fault.ANCHOR_NOT_IN_FILE, absent + 1) if absent >= 0 else None


def _tick(present: bytearray, positions: list[int]) -> None:
    for position in positions:
        if position <= len(present):
            present[position - 1] = 1


def _check_order(anchors: list[Anchor], *, before: Head) -> Finding | None:
    for anchor in anchors:
        if finding := _check_anchor(anchor, before=before):
            return finding
        before = Head(anchor.position, anchor.hash)
    return None


def _check_anchor(anchor: Anchor, *, before: Head) -> Finding | None:
    if anchor.position != before.position + 1:
        return _bad_anchor(Fault.ANCHOR_MISSING, before.position + 1)
    if anchor.hash != anchor.computed_hash or anchor.previous_hash != before.hash:
        return _bad_anchor(Fault.ANCHOR_ALTERED, anchor.position)
    return None


async def _check_heads(connection: AsyncConnection, anchors: list[Anchor]) -> Finding | None:
    expected = iter([(writer, head) for anchor in anchors for writer, head in anchor.tips.items()])
    while chunk := list(islice(expected, proof.CHUNK)):
        places = [(writer, head.position) for writer, head in chunk]
        hashes = await proof.link_hashes(connection, places)
        for writer, head in chunk:
            found = hashes.get((writer, head.position))
            if found != head.hash:
                fault = Fault.TAIL_CUT if found is None else Fault.CHAIN_REWRITTEN
                return Finding(fault, "ledger_link", f"{writer}/{head.position}")
    return None


def _check_line(line: Line, *, path: Path, hashes: dict[int, str]) -> Finding | None:
    anchor = line.anchor
    if anchor is None or anchor.hash != anchor.computed_hash:
        return Finding(Fault.ANCHOR_FILE_ALTERED, path.name, str(line.number))
    if anchor.position not in hashes:
        return _bad_anchor(Fault.ANCHOR_MISSING, anchor.position)
    if hashes[anchor.position] != anchor.hash:
        return _bad_anchor(Fault.ANCHOR_ALTERED, anchor.position)
    return None


def _bad_anchor(fault: Fault, position: int) -> Finding:
    return Finding(fault, "ledger_anchor", str(position))


def _parse(text: str) -> Anchor | None:
    try:
        values = cast("dict[str, object]", json.loads(text))
        return Anchor(**{**values, "at": datetime.fromisoformat(str(values["at"]))})  # pyright: ignore[reportArgumentType]
    except (ValueError, TypeError, KeyError):
        return None
