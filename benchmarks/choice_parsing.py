"""Whether the choice grader reads what inspect_ai's ``choice`` scorer reads, on 200 varied answers.

    uv run python benchmarks/choice_parsing.py [--peer "uv run --no-project --with inspect-ai==0.3.285 python"]

The answers of ``questions/choice_answers.jsonl`` are written as models write them, in ten forms, each with what a
person reads in it. Shown are the agreement with that reading, the agreement with inspect_ai in the form that it asks for and in
the others, each difference with its reason, and the processor time of an answer. inspect_ai runs in an environment of
its own, for it wants other versions of libraries than Genkan; without it the comparison is left out and said so.
"""

import argparse
import json
import shlex
import subprocess
import time
from collections import Counter
from pathlib import Path
from typing import NamedTuple

from genkan.evaluation import wilson
from genkan.evaluation.graders.choosing import NOTHING_FITS, chosen_labels
from genkan.evaluation.graders.labels import Labels

ANSWERS = Path(__file__).parent / "questions" / "choice_answers.jsonl"
PEER = Path(__file__).parent / "choice_parsing_peer.py"
LETTERS = "ABCD"
CHOICES = (
    "内国会社は三月以内に提出する",
    "外国会社は六月以内に提出する必要がある",
    "登録の申請を要する",
    "届出の手続は不要である",
)
ASKED_FOR = "as asked"
REASONS = {
    "read_more": "a person reads a choice that is written in another form than asked for; inspect_ai counts it as wrong",
    "several": "more than one choice is named; inspect_ai reads nothing, which counts as wrong there, too",
    "nothing_fits": "the answer says that no choice is right; inspect_ai reads nothing",
    "read_less": "inspect_ai reads a letter where a person reads no decision",
    "other": "both read a choice, and not the same one",
}


class Answer(NamedTuple):
    """One answer with its form and what a person reads in it: letters, ``-`` for none is right, empty for nothing."""

    form: str
    reads: str
    answer: str


def read_answers() -> list[Answer]:
    """The answers of the file."""
    return [Answer(**json.loads(line)) for line in ANSWERS.read_text("utf-8").splitlines()]


def ours(answer: str) -> str:
    """What the choice grader reads, in the same letters."""
    chosen = chosen_labels(answer, Labels.of(["A"]), CHOICES)
    if chosen is None or chosen == NOTHING_FITS:
        return "" if chosen is None else "-"
    return "".join(LETTERS[place - 1] if place <= len(LETTERS) else "?" for place in sorted(chosen))


def theirs(command: str) -> tuple[str, list[str]] | None:
    """The version of inspect_ai and what it reads, ``None`` where it cannot be started."""
    try:
        done = subprocess.run(
            [*shlex.split(command), str(PEER), str(ANSWERS)], capture_output=True, text=True, check=True
        )
    except (OSError, subprocess.CalledProcessError) as error:
        print(f"inspect_ai is not there: {getattr(error, 'stderr', '') or error}")
        return None
    told = json.loads(done.stdout.splitlines()[-1])
    return told["version"], ["".join(letters.split(", ")) for letters in told["read"]]


def reason(mine: str, other: str) -> str:
    """Why both differ, as a key of ``REASONS``."""
    if len(mine) > 1:
        return "several"
    if mine == "-":
        return "nothing_fits"
    if not other:
        return "read_more"
    return "other" if mine else "read_less"


def compare(answers: list[Answer], read: list[str]) -> dict[str, object]:
    """Agreement by form, and the differences by reason, each printed."""
    same: Counter[bool] = Counter()
    asked: Counter[bool] = Counter()
    reasons: Counter[str] = Counter()
    for one, other in zip(answers, read, strict=True):
        mine = ours(one.answer)
        same[mine == other] += 1
        if one.form == ASKED_FOR:
            asked[mine == other] += 1
        if mine != other:
            reasons[reason(mine, other)] += 1
            words = one.answer[:70].replace("\n", "⏎")
            print(
                f"  {reason(mine, other):12} ours {mine or 'nothing':7} theirs {other or 'nothing':7} {words}"
            )
    for name, count in reasons.most_common():
        print(f"{count:4} {name}: {REASONS[name]}")
    print(
        f"agreement as asked: {asked[True]} of {asked.total()}; in all forms: {same[True]} of {same.total()}"
    )
    return {"asked": [asked[True], asked.total()], "all": [same[True], same.total()], "reasons": reasons}


def main() -> None:
    """Read, compare, print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--peer", default="uv run --no-project --with inspect-ai==0.3.285 python")
    options = parser.parse_args()
    answers = read_answers()
    started = time.process_time()
    right = sum(ours(one.answer) == one.reads for one in answers)
    milliseconds = (time.process_time() - started) * 1000 / len(answers)
    low, high = wilson(right, len(answers))
    print(
        f"read as a person reads: {right} of {len(answers)} [{low:.3f}, {high:.3f}], {milliseconds:.2f} ms each"
    )
    figures: dict[str, object] = {"answers": len(answers), "right": right, "milliseconds": milliseconds}
    told = theirs(options.peer)
    if told is not None:
        figures |= {"inspect_ai": told[0], **compare(answers, told[1])}
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
