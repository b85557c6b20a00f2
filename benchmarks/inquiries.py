"""How well the inquiry desk sorts and answers 200 fictional letters without any model.

    uv run python benchmarks/inquiries.py [--misses]

The sample regulations of 例示省 and 例示市 are loaded into a temporary folder. Words, patterns and weights were chosen on
the tuning half; ``--misses`` prints what was wrong in that half only. One hand wrote all 200 letters before the lists, so
54 more were written after them, in other words on purpose (``desk/mended.jsonl``): the lists were mended by them, and
docs/concepts/inquiries.md has their first count. The 36 of ``desk/last.jsonl`` were written after that and changed nothing.
Past cases are the tuning half with its topics. Intervals are the middle 95 % of 2,000 resamples. Beside it a plain desk:
the most frequent topic, a search by pairs of characters, a list of bad words.
"""

import argparse
import asyncio
import json
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from desk.baselines import PlainDesk
from desk.measuring import Outcome, outcome_of
from desk.opening import Rules, open_rules

from genkan.evaluation import Estimate, estimate
from genkan.inquiry.sample import Half, SampleInquiry, read_inquiries, sample_inquiries
from genkan.inquiry.sorting import Answered

DESK = Path(__file__).with_name("desk")
AIMS = {
    "topic": ">= .80",
    "article among the first five": ">= .85",
    "flagged caught": "1",
    "false flags": "<= .10",
    "no rule recognised": ">= .70",
    "no rule said falsely": "<= .10",
}
Figures = dict[str, Estimate]


async def measure(folder: Path) -> dict[str, list[Outcome]]:
    """Every run: its name and what became of each letter."""
    letters = sample_inquiries()
    tuning = [letter for letter in letters if letter.half is Half.TUNING]
    reported = [letter for letter in letters if letter.half is Half.REPORTED]
    past = [Answered(letter.text, letter.topic) for letter in tuning]
    mended, last = (read_inquiries((DESK / name).read_bytes()) for name in ("mended.jsonl", "last.jsonl"))
    plain = PlainDesk(letters)
    async with open_rules(folder) as rules:
        return {
            "tuning half": await outcomes(tuning, rules),
            "reported half": await outcomes(reported, rules),
            "reported half, beside past cases": await outcomes(reported, rules, past),
            "reported half, plain desk": [plain.outcome_of(letter) for letter in reported],
            "later letters, lists mended by them": await outcomes(mended, rules),
            "last letters": await outcomes(last, rules),
            "last letters, plain desk": [plain.outcome_of(letter) for letter in last],
        }


async def outcomes(
    letters: Iterable[SampleInquiry], rules: Rules, past: Sequence[Answered] = ()
) -> list[Outcome]:
    """Letter by letter."""
    return [await outcome_of(letter, rules=rules, past=past) for letter in letters]


def figures_of(run: Sequence[Outcome]) -> Figures:
    """Shares with their intervals."""
    flagged = [each for each in run if each.letter.flags]
    harmless = [each for each in run if not each.letter.flags]
    without = [each for each in run if each.letter.has_no_rule]
    answered = [each for each in run if not each.letter.has_no_rule]
    shares = {
        "topic": [each.topic for each in run],
        "article among the first five": [found for each in run for found in each.found],
        "flagged caught": [float(each.flags >= frozenset(each.letter.flags)) for each in flagged],
        "false flags": [float(bool(each.flags)) for each in harmless],
        "no rule recognised": [float(each.no_rule) for each in without],
        "no rule said falsely": [float(each.no_rule) for each in answered],
        "office": [each.office for each in run],
        "urgency": [each.urgency for each in run],
        "concern found in the letter": [found for each in run for found in each.split],
        "error of confidence": [calibration_error(run)],
    }
    return {name: estimate(values) for name, values in shares.items() if values}


def calibration_error(run: Sequence[Outcome]) -> float:
    """Expected calibration error of the topic over five equal bands of confidence."""
    bands = [[each for each in run if min(4, int(each.confidence * 5)) == band] for band in range(5)]
    gaps = [abs(sum(each.topic - each.confidence for each in band)) for band in bands]
    return sum(gaps) / len(run)


def misses(run: Iterable[Outcome]) -> Iterable[str]:
    """What was wrong with each letter."""
    for each in run:
        wrong = {
            "topic": not each.topic,
            "article": not all(each.found),
            "flags": each.flags != frozenset(each.letter.flags),
            "no rule": each.no_rule != each.letter.has_no_rule,
            "urgency": not each.urgency,
        }
        if any(wrong.values()):
            yield f"  {each.letter.id} {', '.join(name for name, is_so in wrong.items() if is_so)}"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--misses", action="store_true", help="print what was wrong in the tuning half")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        runs = asyncio.run(measure(Path(folder)))
    figures = {name: figures_of(run) for name, run in runs.items()}
    for name, shares in figures.items():
        print(name)
        for share, value in shares.items():
            print(f"  {share:30} {value}   {AIMS.get(share, '')}")
    for line in misses(runs["tuning half"]) if options.misses else ():
        print(line)
    plain = {
        name: {share: vars(value) for share, value in shares.items()} for name, shares in figures.items()
    }
    print(json.dumps({"benchmark": "inquiries", "runs": plain}))


if __name__ == "__main__":
    main()
