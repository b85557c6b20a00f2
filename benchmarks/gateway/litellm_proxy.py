"""LiteLLM's proxy in an environment of its own that uv makes and keeps outside the project: one key, no database."""

import platform
import shutil
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from gateway.processes import Served, free_port, running

VERSION = "1.106.2"
KEY = "sk-benchmark"
CONFIGURATION = """
model_list:
  - model_name: benchmark-model
    litellm_params: {{model: openai/benchmark-model, api_base: "{upstream}", api_key: upstream}}
general_settings: {{master_key: {key}}}
"""
QUIET = {
    "LITELLM_LOCAL_MODEL_COST_MAP": "True",
    "LITELLM_LOG": "ERROR",
    "LITELLM_MODE": "PRODUCTION",
    "LITELLM_TELEMETRY": "False",
}


def missing() -> str | None:
    """Why it cannot be measured here; the first call may download the packages."""
    if not shutil.which("uv"):
        return "uv is not installed"
    tried = subprocess.run([*_environment(), "litellm", "--version"], capture_output=True, timeout=600)
    return None if tried.returncode == 0 else f"uv cannot install litellm {VERSION} here"


@contextmanager
def serve(folder: Path, upstream_url: str, *, workers: int) -> Generator[Served, None, None]:
    """From the first answer until the block ends."""
    port = free_port()
    configuration = folder / "litellm.yaml"
    configuration.write_text(CONFIGURATION.format(upstream=upstream_url, key=KEY))
    command = [*_environment(), "litellm", "--config", str(configuration), "--host", "127.0.0.1"]
    command += ["--port", str(port), "--num_workers", str(workers), "--telemetry", "False"]
    with running(command, port, log=folder / "litellm.log", **QUIET) as process:
        _wait_until_alive(port)
        url = f"http://127.0.0.1:{port}/v1"
        yield Served(urls=(url,), key=KEY, model="benchmark-model", processes=(process,))


def _environment() -> list[str]:
    return [
        *("uv", "run", "--no-project", "--quiet", "--python", platform.python_version()),
        *("--with", f"litellm[proxy]=={VERSION}"),
    ]


def _wait_until_alive(port: int) -> None:
    for _ in range(120):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/health/liveliness", timeout=5):
                return
        except (urllib.error.URLError, TimeoutError, ConnectionError):
            time.sleep(0.5)
