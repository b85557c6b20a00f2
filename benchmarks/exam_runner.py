"""A run over 15 models: ``uv run python benchmarks/exam_runner.py [--rounds 3] [--concurrency 2] [--without-inspect]``.

15 models × 50 questions × 5 repetitions are asked of a mock server that answers after 50 ms: by Genkan, with claims,
frozen answers, policy, metering and record on SQLite; by a plain asyncio loop that keeps nothing; and fewer of them by
inspect_ai, in an environment that uv makes outside the project. Told are processor milliseconds of a question, how much
Genkan's are above the plain loop's, how many questions a processor second answers beside inspect_ai, and the time of the
whole run beside the ideal one at the declared concurrency. The last line is one JSON object.
"""

import argparse
import json
import platform
import socket
import subprocess
import sys
import time
from collections.abc import Generator
from contextlib import closing, contextmanager
from pathlib import Path
from statistics import median

FOLDER = Path(__file__).parent / "exam"
INSPECT, OPENAI = "inspect-ai==0.3.285", "openai==3.54.0"
LATENCY = 0.05


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--models", type=int, default=15)
    parser.add_argument("--questions", type=int, default=50)
    parser.add_argument("--repetitions", type=int, default=5)
    parser.add_argument("--concurrency", type=int, default=2)
    parser.add_argument("--without-inspect", action="store_true")
    given = parser.parse_args()
    with mock() as port:
        wish = {
            "port": port,
            "models": given.models,
            "questions": given.questions,
            "repetitions": given.repetitions,
            "concurrency": given.concurrency,
        }
        rounds = [
            {
                "ours": measured([sys.executable, "ours.py"], wish),
                "plain": measured([sys.executable, "plain.py"], wish),
            }
            for _ in range(given.rounds)
        ]
        few = {**wish, "models": 3, "repetitions": 1}
        inspected = (
            None if given.without_inspect else measured([*inspect_environment(), "inspect_peer.py"], few)
        )
    tell(rounds, inspected, wish)


@contextmanager
def mock() -> Generator[int]:
    """The server, on a free port."""
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen([sys.executable, str(FOLDER / "mock.py"), str(port), str(LATENCY)])
    try:
        for _ in range(200):
            with closing(socket.socket()) as tried:
                if tried.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        yield port
    finally:
        process.terminate()
        process.wait()


def inspect_environment() -> list[str]:
    """A Python of its own with inspect_ai."""
    python = platform.python_version()
    return [
        "uv",
        "run",
        "--no-project",
        "--quiet",
        "--python",
        python,
        "--with",
        INSPECT,
        "--with",
        OPENAI,
        "python",
    ]


def measured(command: list[str], wish: dict[str, int]) -> dict[str, float]:
    """What a program measured of itself, with milliseconds of processor time of a question. All must be answered."""
    *python, program = command
    done = subprocess.run(
        [*python, str(FOLDER / program), json.dumps(wish)], capture_output=True, text=True, timeout=900
    )
    if done.returncode:
        sys.exit(done.stderr)
    found: dict[str, float] = json.loads(done.stdout.strip().splitlines()[-1])
    asked = wish["models"] * wish["questions"] * wish["repetitions"]
    if found["answers"] != asked:
        sys.exit(f"{program}: {found['answers']} of {asked} answered")
    return {**found, "ms": found["cpu"] / asked * 1000}


def tell(
    rounds: list[dict[str, dict[str, float]]], inspected: dict[str, float] | None, wish: dict[str, int]
) -> None:
    """The figures, then one JSON object."""
    ideal = wish["questions"] * wish["repetitions"] / wish["concurrency"] * LATENCY
    ours, plain = [each["ours"] for each in rounds], [each["plain"] for each in rounds]
    above = [one["ms"] - other["ms"] for one, other in zip(ours, plain, strict=True)]
    against = [one["seconds"] / ideal for one in ours]
    figures: dict[str, object] = {
        "asked": {name: value for name, value in wish.items() if name != "port"},
        "ours_ms": spread([each["ms"] for each in ours]),
        "plain_ms": spread([each["ms"] for each in plain]),
        "above_plain_ms": spread(above),
        "ideal_seconds": ideal,
        "seconds": spread([each["seconds"] for each in ours]),
        "times_ideal": spread(against),
        "plain_times_ideal": spread([each["seconds"] / ideal for each in plain]),
        "inspect_ms": None if inspected is None else round(inspected["ms"], 2),
        "times_inspect": None
        if inspected is None
        else spread([inspected["ms"] / each["ms"] for each in ours]),
        "machine": f"{platform.machine()}, Python {platform.python_version()}",
    }
    for name, value in figures.items():
        print(f"{name}: {value}")
    print(json.dumps(figures))


def spread(values: list[float]) -> dict[str, float]:
    """Median, least and most."""
    return {"median": round(median(values), 3), "least": round(min(values), 3), "most": round(max(values), 3)}


if __name__ == "__main__":
    main()
