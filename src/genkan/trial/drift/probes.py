"""The fixed questions (定点質問) that every build is asked every day."""

import tomllib
from functools import cache
from importlib.resources import files

import msgspec


class Probe(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One question."""

    id: str
    text: str


class ProbeSet(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"probes": "probe"}):
    """All questions of one edition, answered in at most ``longest`` tokens and ``seconds`` each."""

    set: str
    longest: int
    seconds: float
    probes: tuple[Probe, ...]


@cache
def load_probes() -> ProbeSet:
    """The set that comes with the package. Raises ``msgspec.ValidationError`` for an unknown key."""
    raw = tomllib.loads((files("genkan.trial.drift") / "probes.toml").read_text("utf-8"))
    return msgspec.convert(raw, ProbeSet)
