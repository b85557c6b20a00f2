"""How well wrong citations are caught: references to real laws with planted errors.

    uv run python benchmarks/citations.py [--sentences 500] [--data FOLDER] [--misses]

The sentences are drawn from the corpus of real laws with one seed; errors are of eighteen kinds. A reference counts as
caught where the check of it failed. The corpus does not number paragraphs and items, so of some references the check
says that they are not known: these are counted apart, neither caught nor missed. Shown are precision and recall of what
was called wrong with Wilson intervals (95 %), how many were not known, processor time of an answer (names found, looked up in memory, checked), and beside it a plain regular
expression that looks whether 「第N条」 exists. ``--data`` names a data folder into which the corpus was loaded: the laws
are then looked up in its index, as the product does. Where the corpus is absent, nothing is measured and the reason is said.
"""

import argparse
import json
import platform
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from statistics import NormalDist, median, quantiles
from typing import NamedTuple

from laws.corpus import LawShelves, data_folder, read_laws
from laws.indexed import IndexedShelves
from laws.peer import PlainCheck
from laws.planting import Planter
from laws.writing import Writing

from genkan.kit import system_clock
from genkan.knowledge.citation import Verdict, examine

SEED = 20261122
_Z = NormalDist().inv_cdf(0.975)


Places = Sequence[tuple[int, int]]


class Rate(NamedTuple):
    """A share with its interval."""

    value: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.value:.4f} [{self.low:.4f}, {self.high:.4f}]"


class Tally:
    """What one way called wrong, against what is wrong."""

    def __init__(self) -> None:
        self.caught = self.missed = self.alarms = self.unknown = 0
        self.by_kind: Counter[tuple[str, str]] = Counter()
        self.mistakes: list[str] = []

    def add(self, writing: Writing, wrong: Places, unknown: Places = ()) -> None:
        """Count one text; a called place belongs to the reference that it overlaps."""
        for one in writing.planted:
            was_called = any(_overlap(one.start, one.end, place) for place in wrong)
            is_unknown = not was_called and any(_overlap(one.start, one.end, place) for place in unknown)
            said = "called wrong" if was_called else "not known" if is_unknown else "confirmed"
            self.by_kind[one.wrong or "right", said] += 1
            self.unknown += is_unknown
            self.caught += bool(one.wrong) and was_called
            self.missed += bool(one.wrong) and said == "confirmed"
            self.alarms += not one.wrong and was_called
            if said != "not known" and bool(one.wrong) != was_called:
                words = writing.text[one.start : one.end]
                self.mistakes.append(f"{one.wrong or 'right'}: {words} | {writing.text!r}")
        strays = [
            place for place in wrong if not any(_overlap(o.start, o.end, place) for o in writing.planted)
        ]
        self.alarms += len(strays)
        self.mistakes += [f"stray: {writing.text[slice(*place)]} | {writing.text!r}" for place in strays]

    @property
    def precision(self) -> Rate:
        """Of what was called wrong, the share that is."""
        return wilson(self.caught, self.caught + self.alarms)

    @property
    def recall(self) -> Rate:
        """Of what is wrong, the share that was called so."""
        return wilson(self.caught, self.caught + self.missed)


def wilson(hits: int, total: int) -> Rate:
    """A share with its Wilson interval."""
    if not total:
        return Rate(0.0, 0.0, 1.0)
    share, square = hits / total, _Z**2
    middle = (share + square / (2 * total)) / (1 + square / total)
    half = _Z * ((share * (1 - share) + square / (4 * total)) / total) ** 0.5 / (1 + square / total)
    return Rate(share, max(0.0, middle - half), min(1.0, middle + half))


def main() -> None:
    """Draw, check, print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sentences", type=int, default=500)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--data", type=Path, help="a data folder with the corpus, for its index")
    parser.add_argument("--misses", action="store_true", help="print what was judged wrongly")
    options = parser.parse_args()
    folder = data_folder()
    if folder is None:
        print(json.dumps({"benchmark": "citations", "skipped": "the corpus of laws is not on this machine"}))
        return
    laws = read_laws(folder / "laws.jsonl.xz")
    day = system_clock().date()
    shelves = IndexedShelves(laws, data=options.data, day=day) if options.data else LawShelves(laws)
    writings = list(Planter(shelves, seed=options.seed).sentences(options.sentences))
    ours, plain, times = measure(shelves, writings)
    show(ours, plain, times, writings, misses=options.misses)


def measure(shelves: LawShelves, writings: Sequence[Writing]) -> tuple[Tally, Tally, list[float]]:
    """Both ways over all texts; the times are milliseconds of processor time of ours."""
    ours, plain, peer = Tally(), Tally(), PlainCheck(shelves.laws)
    times: list[float] = []
    shelves.known(writings[0].text)
    for writing in writings:
        started = time.process_time()
        examination = examine(writing.text, None, known=shelves.known(writing.text))
        times.append((time.process_time() - started) * 1000)
        unknown = [check.place for check in examination.checks if check.verdict is Verdict.NOT_KNOWN]
        ours.add(writing, [check.place for check in examination.failures], unknown)
        plain.add(writing, peer.wrong(writing.text))
    return ours, plain, times


def show(
    ours: Tally, plain: Tally, times: Sequence[float], writings: Sequence[Writing], *, misses: bool
) -> None:
    """A table, the kinds of errors, and everything as JSON."""
    references = sum(len(writing.planted) for writing in writings)
    print(
        f"{references} references in {len(writings)} texts; {platform.machine()}, Python {platform.python_version()}"
    )
    for name, tally in (("check", ours), ("plain expression", plain)):
        print(f"{name:18} precision {tally.precision}  recall {tally.recall}")
    print(f"not known: {ours.unknown}")
    for (kind, said), number in sorted(ours.by_kind.items()):
        print(f"  {kind:34} {said:14} {number}")
    print(
        f"processor time of an answer: median {median(times):.2f} ms, p99 {quantiles(times, n=100)[98]:.2f} ms"
    )
    for mistake in ours.mistakes if misses else ():
        print(mistake)
    figures = {
        name: {"precision": t.precision, "recall": t.recall}
        for name, t in (("check", ours), ("plain", plain))
    }
    cpu = {"median": round(median(times), 3), "p99": round(quantiles(times, n=100)[98], 3)}
    print(
        json.dumps(
            {
                "benchmark": "citations",
                "seed": SEED,
                "references": references,
                **figures,
                "not_known": ours.unknown,
                "cpu_ms": cpu,
            }
        )
    )


def _overlap(start: int, end: int, place: tuple[int, int]) -> bool:
    return place[0] < end and start < place[1]


if __name__ == "__main__":
    main()
