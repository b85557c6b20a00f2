"""One load on one server: what the load saw, what the server's processes spent."""

import json
import subprocess
import sys
import time
from typing import Any

from gateway.figures import Row
from gateway.processes import HERE, Served

SETTLE_SECONDS = 1.0
STREAM_COLUMNS = {
    "complete_percent": "complete %",
    "errors": "errors",
    "cpu_per_1000": "CPU s per 1,000 tokens",
    "first_p50_ms": "first ms",
    "added_p50_ms": "added p50",
    "added_p99_ms": "added p99",
    "pause_p99_ms": "pause p99",
    "seconds": "seconds",
    "megabytes": "MB",
}


def requests(served: Served, *, connections: int, seconds: float) -> Row:
    """Plain requests on so many connections."""
    row = _measure(served, "requests", number=connections, seconds=seconds)
    return _with_cost(row, per=row["requests"])


def streams(served: Served, *, number: int, tokens: int, within: float, limit: float) -> Row:
    """So many streams at once, to their end or the limit."""
    row = _measure(served, "streams", number=number, tokens=tokens, within=within, seconds=limit)
    return _with_cost(row, per=row["tokens"]) | {"complete_percent": 100 * row["complete"] / number}


def warm(served: Served) -> None:
    """What is done only once is done before it is measured, and the first question alone has a minute."""
    _load(served, "requests", {"number": 1, "seconds": 0.1, "warming": 0, "patience": 60})
    _load(served, "requests", {"number": 8, "seconds": 0.5, "warming": 0.5})
    _load(served, "streams", {"number": 8, "seconds": 5.0, "tokens": 3, "within": 0.1})


def _measure(served: Served, way: str, **options: float) -> Row:
    before = served.cpu_seconds()
    row = _load(served, way, options)
    time.sleep(SETTLE_SECONDS)
    return row | ({"cpu": served.cpu_seconds() - before} if served.processes else {})


def _with_cost(row: Row, *, per: float) -> Row:
    """Processor seconds per thousand, including what is written after the last answer."""
    cpu = row.pop("cpu", None)
    return row if cpu is None or not per else row | {"cpu_per_1000": cpu / per * 1000}


def _load(served: Served, way: str, options: dict[str, float]) -> Row:
    command = [sys.executable, str(HERE / "load.py"), way, *served.chat_urls]
    command += ["--key", served.key, "--model", served.model]
    command += [part for name, value in options.items() for part in (f"--{name}", str(value))]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    largest = 0.0
    while process.poll() is None:
        largest = max(largest, served.megabytes())
        time.sleep(0.25)
    said = process.stdout.read() if process.stdout else ""
    if process.returncode:
        sys.exit("the load generator failed")
    return _row(json.loads(said), largest)


def _row(figures: dict[str, Any], megabytes: float) -> Row:
    if kinds := figures.pop("kinds"):
        print(f"  errors: {kinds}", file=sys.stderr)
    return figures | ({"megabytes": megabytes} if megabytes else {})
