"""How the person started the command, so that every hint shows what works for them."""

import os
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path

NAME = "genkan"


def command_name(environment: Mapping[str, str] | None = None, *, started_as: str | None = None) -> str:
    """``genkan`` where a shell finds it, ``uv run genkan`` where uv started it, else the file that was started."""
    environment = os.environ if environment is None else environment
    started = Path(sys.argv[0] if started_as is None else started_as)
    if "UV_RUN_RECURSION_DEPTH" in environment:
        return f"uv run {NAME}"
    if shutil.which(NAME, path=environment.get("PATH", "")):
        return NAME
    return str(started) if started.name == NAME else f"{sys.executable} -m {NAME}"
