"""The peer of ``choice_parsing.py``: what inspect_ai's ``choice`` scorer reads in each answer of a file.

    uv run --no-project --with inspect-ai==0.3.285 python benchmarks/choice_parsing_peer.py FILE

Each line of FILE is a JSON object with ``answer``. Each answer is given by inspect_ai's mock model to a question with
four choices, and scored by its ``choice`` scorer; printed is a JSON list of the letters that it read, with its version.
"""

import json
import sys
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory

from inspect_ai import Task, eval
from inspect_ai.dataset import Sample
from inspect_ai.model import ModelOutput, ModelUsage, get_model
from inspect_ai.scorer import choice
from inspect_ai.solver import multiple_choice

CHOICES = ["届出を要する", "許可を要する", "登録を要する", "手続を要しない"]


def read(answers: list[str]) -> list[str]:
    """The letters that the scorer read, in the order of the answers."""
    samples = [
        Sample(input=f"問{number}", id=number, choices=CHOICES, target="A")
        for number in range(1, len(answers) + 1)
    ]
    outputs = [ModelOutput.from_content("mockllm/model", answer) for answer in answers]
    for output in outputs:  # else the words are counted with a table that is fetched from the network
        output.usage = ModelUsage(input_tokens=1, output_tokens=1, total_tokens=2)
    task = Task(dataset=samples, solver=multiple_choice(), scorer=choice())
    with TemporaryDirectory() as folder:
        model = get_model("mockllm/model", custom_outputs=outputs)
        (log,) = eval(task, model=model, max_samples=1, max_connections=1, log_dir=folder, display="none")
        by_number = {sample.id: sample for sample in log.samples or []}
    found = [by_number[number] for number in range(1, len(answers) + 1)]
    if [sample.output.completion for sample in found] != answers:
        raise SystemExit("inspect_ai gave an answer to another question")
    return [(sample.scores or {})["choice"].answer or "" for sample in found]


def main() -> None:
    """Read, print."""
    lines = Path(sys.argv[1]).read_text("utf-8").splitlines()
    answers = [json.loads(line)["answer"] for line in lines]
    print(json.dumps({"version": version("inspect_ai"), "read": read(answers)}))


if __name__ == "__main__":
    main()
