"""The program that runs a task in a Python that has inspect_ai; it knows nothing of Genkan but an address and a key.

What to do is read from standard input as JSON; the scores go to the file that is named there.
"""

import json
import sys
from importlib import import_module
from pathlib import Path
from typing import Any


def main() -> None:
    """Run the task of one file and write what its samples scored."""
    wish: dict[str, Any] = json.load(sys.stdin)
    model = import_module("inspect_ai.model").get_model(
        f"openai-api/genkan/{wish['model']}", base_url=wish["address"], api_key=wish["secret"]
    )
    logs = import_module("inspect_ai").eval(
        wish["task"],
        model=model,
        log_dir=wish["folder"],
        log_format="json",
        display="none",
        limit=wish["limit"],
        epochs=wish["repetitions"],
        max_connections=wish["concurrency"],
        max_samples=wish["concurrency"],
        temperature=wish["temperature"],
        seed=wish["seed"],
        fail_on_error=False,
    )
    told = {"version": import_module("inspect_ai").__version__, "tasks": [_told(log) for log in logs]}
    Path(wish["told"]).write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")


def _told(log: Any) -> dict[str, Any]:
    return {
        "task": log.eval.task,
        "status": log.status,
        "error": log.error.message if log.error else "",
        "log": str(log.location),
        "samples": [_sample(sample) for sample in log.samples or ()],
    }


def _sample(sample: Any) -> dict[str, Any]:
    to_float = import_module("inspect_ai.scorer").value_to_float()
    scores: dict[str, Any] = sample.scores or {}
    return {
        "id": str(sample.id),
        "epoch": sample.epoch,
        "error": sample.error.message if sample.error else "",
        "scores": {name: _value(score, to_float) for name, score in scores.items()},
    }


def _value(score: Any, to_float: Any) -> float | None:
    """A number, ``None`` where the scorer gives several values or text that is none."""
    return float(to_float(score.value)) if isinstance(score.value, str | int | float | bool) else None


if __name__ == "__main__":
    main()
