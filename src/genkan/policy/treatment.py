"""What is done with personal data of one kind."""

from collections.abc import Mapping
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from genkan.policy.personal_data import Kind


class Treatment(StrEnum):
    """What an organisation wants done with personal data of one kind; ``CAUTIOUS`` depends on the deployment."""

    CAUTIOUS = "cautious"
    ALLOW = "allow"
    WARN = "warn"
    MASK = "mask"
    REFUSE = "refuse"

    @property
    def label(self) -> str:
        """The treatment in Japanese."""
        return _LABELS[self]


_LABELS = {
    Treatment.CAUTIOUS: "記録又は学習のおそれがあるときに伏せる",
    Treatment.ALLOW: "そのまま送信する",
    Treatment.WARN: "送信して注意を表示する",
    Treatment.MASK: "常に伏せる",
    Treatment.REFUSE: "送信しない",
}
_DEFAULTS = {Kind.MY_NUMBER: Treatment.MASK, Kind.NAME: Treatment.ALLOW}
# The law limits what My Number may be given to others for (番号法第19条): no rule of an organisation lets it through.
STRICT_KINDS = frozenset({Kind.MY_NUMBER})
STRICT_TREATMENTS = frozenset({Treatment.MASK, Treatment.REFUSE})


def usual_treatment(kind: Kind) -> Treatment:
    """What is done where the organisation decided nothing.

    My Number is always masked. Names are optional: finding them is uncertain, and texts about public persons suffer
    from it. Everything else is masked where the vendor may log or learn.
    """
    return _DEFAULTS.get(kind, Treatment.CAUTIOUS)


class Treatments(NamedTuple):
    """What is done with each kind that is not simply allowed, and the set of these kinds."""

    by_kind: Mapping[Kind, Treatment]
    kinds: frozenset[Kind]


def treatments_in_force(chosen: Mapping[Kind, Treatment], *, leaves_traces: bool) -> Treatments:
    """What is done at a deployment that may or may not keep what it reads."""
    return _in_force(tuple(chosen.items()), leaves_traces)


@lru_cache(maxsize=1024)
def _in_force(chosen: tuple[tuple[Kind, Treatment], ...], leaves_traces: bool) -> Treatments:
    decided = {kind: _decided(kind, dict(chosen), leaves_traces=leaves_traces) for kind in Kind}
    treated = {kind: treatment for kind, treatment in decided.items() if treatment is not Treatment.ALLOW}
    return Treatments(treated, frozenset(treated))


def _decided(kind: Kind, chosen: Mapping[Kind, Treatment], *, leaves_traces: bool) -> Treatment:
    treatment = chosen.get(kind) or usual_treatment(kind)
    if kind in STRICT_KINDS and treatment not in STRICT_TREATMENTS:
        return Treatment.MASK
    if treatment is Treatment.CAUTIOUS:
        return Treatment.MASK if leaves_traces else Treatment.ALLOW
    return treatment
