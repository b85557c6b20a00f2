"""A real server of language models for every room's tests: ``transformers serve`` with models made on the spot."""

import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from genkan.providers import Endpoint, Message, SpeakRequest

ROOT = Path(__file__).parents[1]
LONGEST_START = 240
# What this server is known to do otherwise than OpenAI's: it has no stream_options, and tells usage by itself.
DECLARED = {"include_usage": False}


class Served(NamedTuple):
    """The address of the server, and the folder of the models, which are called by their paths."""

    address: str
    folder: Path

    @property
    def endpoint(self) -> Endpoint:
        """The endpoint, with what is declared of it."""
        return Endpoint(f"{self.address}/v1", capabilities=DECLARED)

    def request(self, model: str, **parameters: object) -> SpeakRequest:
        """A question to one of the models."""
        messages = (Message("system", "規則"), Message("user", "文書の保存期間は？"))
        return SpeakRequest(str(self.folder / model), messages, parameters={"max_tokens": 12, **parameters})


def interpreter() -> str | None:
    """A Python that has the group ``model-server``."""
    own = ROOT / ".venv-model-server" / "bin" / "python"
    candidates = [os.environ.get("GENKAN_TEST_MODEL_SERVER", ""), str(own)]
    return next((candidate for candidate in candidates if candidate and Path(candidate).exists()), None)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The server, for all tests of a file."""
    python = interpreter()
    if python is None:
        pytest.skip("no environment with the dependency group model-server; .ci/run makes it")
    folder = tmp_path_factory.mktemp("models")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [python, str(ROOT / "tests" / "providers" / "model_server.py"), str(folder), str(port)]
    (folder / "hub").mkdir()
    surroundings = {
        **os.environ,
        "HF_HUB_OFFLINE": "1",
        "HF_HOME": str(folder),
        "TRANSFORMERS_VERBOSITY": "error",
    }
    with (
        (folder / "log").open("wb") as log,
        subprocess.Popen(command, stdout=log, stderr=log, env=surroundings) as process,
    ):
        try:
            wait_for(port, process, log=folder / "log")
            yield Served(f"http://127.0.0.1:{port}", folder)
        finally:
            process.send_signal(signal.SIGKILL)


def wait_for(port: int, process: subprocess.Popen[bytes], *, log: Path) -> None:
    """Wait until the server answers."""
    end = time.monotonic() + LONGEST_START
    while time.monotonic() < end and process.poll() is None:
        with socket.socket() as attempt:
            if attempt.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.2)
    pytest.fail(
        f"the model server did not start:\n{log.read_text('utf-8', 'replace')[-2000:]}", pytrace=False
    )
