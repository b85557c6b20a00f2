"""What is true in a simulated trial (模擬試行の前提)."""

from math import exp, log

import msgspec


class Drift(msgspec.Struct, frozen=True):
    """From this share of the trial on, from 0 to 1, an arm has another build, whose strength differs by ``change``."""

    arm: str
    after: float
    change: float


class World(msgspec.Struct, frozen=True, kw_only=True):
    """People, their habits, and the arms as they truly are.

    ``strengths`` are logarithms of the Bradley-Terry parameters by arm, 0 where none is given; ``tie`` is Davidson's ν
    and ``both_bad`` the share of ties that are bad. People vote ``votes`` times on average, spread by the
    logarithmic deviation ``unequal``; each has tastes of their own with the deviation ``personal``, and whoever votes much
    also has the taste ``heavy_taste`` for the first arm, for each deviation above the average. ``position`` is the log
    odds for being shown as A, ``length`` those for twice the length, ``lengths`` how many times an arm doubles the usual 500
    characters. ``classes`` are the shares of the protocol's information classes, in order, equal if empty.
    ``failures`` are by arm, as are ``correct`` answers, to questions that are harder for some people than for others by the
    deviation ``difficulty`` of their log odds; ``missing`` is the share of pairs without a vote and
    ``missing_failed`` that where an answer failed. ``guessing`` is how often people guess the arm, ``knowing`` how
    often they then know it.
    """

    people: int = 300
    votes: float = 6.0
    strengths: dict[str, float] = {}
    tie: float = 0.6
    both_bad: float = 0.4
    unequal: float = 1.0
    personal: float = 0.5
    heavy_taste: float = 0.0
    position: float = 0.0
    length: float = 0.0
    lengths: dict[str, float] = {}
    classes: tuple[float, ...] = ()
    failures: dict[str, float] = {}
    correct: dict[str, float] = {}
    difficulty: float = 0.0
    missing: float = 0.1
    missing_failed: float = 0.3
    guessing: float = 0.2
    knowing: float = 0.0
    using: float = 0.4
    drifts: tuple[Drift, ...] = ()

    def correct_of(self, name: str) -> float:
        """How often an arm answers a question of middling difficulty correctly; the stronger the more often, unless told."""
        usual = 1 / (1 + exp(-1.0 - self.strengths.get(name, 0.0)))
        return self.correct.get(name, usual)

    def strength_of(self, key: str) -> float:
        """The strength of an arm in the era that its key names: ``alpha`` in the first, ``alpha@2`` in the second."""
        name, _, era = key.partition("@")
        drifts = sorted((drift for drift in self.drifts if drift.arm == name), key=lambda drift: drift.after)
        changes = (drift.change for drift in drifts[: int(era or 1) - 1])
        return self.strengths.get(name, 0.0) + sum(changes)


def log_odds(share: float) -> float:
    """The logarithm of the odds of a share, which is kept from 0 and 1."""
    kept = min(1 - 1e-9, max(1e-9, share))
    return log(kept / (1 - kept))
