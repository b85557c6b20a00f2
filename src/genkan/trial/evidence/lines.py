"""The rows as lines: one table a file, one row a line of canonical JSON, the same bytes for the same row anywhere."""

from collections.abc import Mapping
from types import MappingProxyType

import msgspec

from genkan.trial.evidence.rows import (
    AnswerRow,
    ConductRow,
    EraRow,
    ExclusionRow,
    Exposure,
    GuessRow,
    MarkRow,
    ProbeRow,
    ProtocolRow,
    PulseRow,
    UseRow,
    VoteRow,
)

TABLES: Mapping[str, type[msgspec.Struct]] = MappingProxyType(
    {
        "protocols": ProtocolRow,
        "exposures": Exposure,
        "answers": AnswerRow,
        "votes": VoteRow,
        "guesses": GuessRow,
        "marks": MarkRow,
        "uses": UseRow,
        "pulses": PulseRow,
        "exclusions": ExclusionRow,
        "probes": ProbeRow,
        "eras": EraRow,
        "conduct": ConductRow,
    }
)
_KEYS = {
    "protocols": ("number",),
    "exposures": ("id",),
    "answers": ("exposure", "side"),
    "votes": ("exposure", "revision"),
    "guesses": ("exposure",),
    "marks": ("exposure", "side", "marker"),
    "uses": ("exposure", "side", "use"),
    "pulses": ("person", "at"),
    "exclusions": ("exposure", "rule"),
    "probes": ("day", "arm", "era"),
    "eras": ("arm", "era"),
    "conduct": ("deed", "at"),
}


def line_of(row: msgspec.Struct) -> bytes:
    """The row as one line with its end: keys sorted, no spaces, moments in UTC."""
    return msgspec.json.encode(row, order="sorted") + b"\n"


def row_of(table: str, line: bytes) -> msgspec.Struct:
    """The row of a line. Raises ``msgspec.DecodeError`` with the field, ``KeyError`` for a table that does not exist."""
    return msgspec.json.decode(line, type=TABLES[table], strict=True)


def name_of(table: str, row: msgspec.Struct) -> str:
    """What the row is called where something is said about it: 「0197…/a」."""
    return "/".join(str(getattr(row, field)) for field in _KEYS[table])
