"""How fast official Japanese is checked, and how well: the sentences of the tests, and a notice of 10,000 characters.

    PYTHONPATH=. uv run python benchmarks/official_writing.py [--rounds 9] [--misses]

Shown are precision and recall by exact rule and place with Wilson intervals (95 %) on each part of the sentences, the
processor time of a text of 10,000 characters, analysis of its words included, and beside it that of the analysis alone.
"""

import argparse
import json
import platform
import time
from collections.abc import Callable
from statistics import median

from citations import Rate, wilson
from tests.apps.official_writing.sentences import Outcome, judge, sentences

from genkan.apps.official_writing import Checker, SudachiAnalyser, load_rulebook

LENGTH = 10_000
PARTS = ("seen", "kept_aside", "measured_once")


def main() -> None:
    """Judge the sentences, time the text, print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--misses", action="store_true", help="print what was judged wrongly")
    options = parser.parse_args()
    rulebook, analyser = load_rulebook(), SudachiAnalyser()
    checker = Checker(rulebook, analyser)
    parts = {part: judge(checker, part) for part in PARTS}
    text = long_text()
    ours = times(lambda: checker.check(text), rounds=options.rounds)
    words = times(lambda: analyser.words(text), rounds=options.rounds)
    print(f"{len(rulebook.rules)} rules; {platform.machine()}, Python {platform.python_version()}")
    for part, outcome in parts.items():
        precision, recall = rates(outcome)
        print(f"{part:13} {len(list(sentences(part)))} sentences, precision {precision}, recall {recall}")
        for line in [*outcome.missed, *outcome.false] if options.misses else ():
            print(f"  {line}")
    for name, taken in (("check", ours), ("words alone", words)):
        print(
            f"{name:13} {median(taken):.3f} s of a core [{min(taken):.3f}, {max(taken):.3f}] for {LENGTH:,} characters"
        )
    print(
        json.dumps(
            {
                "benchmark": "official_writing",
                "rules": len(rulebook.rules),
                "parts": {part: figures(outcome) for part, outcome in parts.items()},
                "cpu_s": {"median": round(median(ours), 4), "least": min(ours), "most": max(ours)},
                "words_cpu_s": round(median(words), 4),
            }
        )
    )


def long_text() -> str:
    """The sentences of all parts as a notice with headings and lists."""
    lines: list[str] = []
    for part in PARTS:
        lines += [sentence.text for sentence in sentences(part)]
    marked = [f"## {line[:12]}" if number % 25 == 0 else line for number, line in enumerate(lines)]
    return "\n".join(marked)[:LENGTH]


def times(work: Callable[[], object], *, rounds: int) -> list[float]:
    """Seconds of processor time of each round, after one that reads the dictionary."""
    work()
    taken: list[float] = []
    for _round in range(rounds):
        started = time.process_time()
        work()
        taken.append(round(time.process_time() - started, 4))
    return taken


def rates(outcome: Outcome) -> tuple[Rate, Rate]:
    """Precision and recall with their intervals."""
    caught = outcome.caught
    return wilson(caught, caught + len(outcome.false)), wilson(caught, caught + len(outcome.missed))


def figures(outcome: Outcome) -> dict[str, object]:
    """The same for programs."""
    precision, recall = rates(outcome)
    return {"planted": outcome.caught + len(outcome.missed), "precision": precision, "recall": recall}


if __name__ == "__main__":
    main()
