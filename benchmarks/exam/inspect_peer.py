"""The same questions by inspect_ai, in an environment that has it: ``python benchmarks/exam/inspect_peer.py JSON``."""

import json
import sys
import tempfile
import time

from inspect_ai import Task, eval
from inspect_ai.dataset import Sample
from inspect_ai.model import get_model
from inspect_ai.scorer import includes
from inspect_ai.solver import generate

PROMPT = (
    "次の文の趣旨を一文で述べてください。" + "行政文書は、別表に定める期間、保存しなければならない。" * 20
)


def run(wish: dict[str, int]) -> dict[str, float]:
    """Ask everything, at most so many at once of one model."""
    samples = [Sample(f"第{n}問。{PROMPT}", target="b", id=n) for n in range(1, wish["questions"] + 1)]
    address = f"http://127.0.0.1:{wish['port']}/v1"
    models = [
        get_model(f"openai-api/genkan/model-{n}", base_url=address, api_key="none")
        for n in range(wish["models"])
    ]
    began, cpu = time.perf_counter(), time.process_time()
    with tempfile.TemporaryDirectory() as folder:
        logs = eval(
            Task(dataset=samples, solver=generate(), scorer=includes()),
            model=models,
            epochs=wish["repetitions"],
            max_connections=wish["concurrency"],
            max_samples=wish["concurrency"],
            max_tasks=wish["models"],
            display="none",
            log_dir=folder,
            log_level="warning",
        )
        measured = {"seconds": time.perf_counter() - began, "cpu": time.process_time() - cpu}
        return {**measured, "answers": sum(len(log.samples or ()) for log in logs)}


if __name__ == "__main__":
    print(json.dumps(run(json.loads(sys.argv[1]))))
