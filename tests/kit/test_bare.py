"""Running one module of a room without opening the room."""

import subprocess
import sys

import pytest

WRITER = "genkan.apps.export.writer"


def test_a_process_apart_imports_nothing_of_the_rooms_above_it() -> None:
    told = (
        "import sys; from genkan.kit.bare import run_bare\n"
        f"sys.argv = ['bare', '{WRITER}']\n"
        "try: run_bare(sys.argv[1])\n"
        "except BaseException: pass\n"
        "print(*{name.partition('.')[0] for name in sys.modules}, sep='\\n', file=sys.stderr)"
    )
    result = subprocess.run([sys.executable, "-c", told], input="", capture_output=True, text=True)
    assert "msgspec" in result.stderr
    assert set(result.stderr.split()) & {"sqlalchemy", "fastapi", "pydantic"} == set()


@pytest.mark.parametrize("module", ["genkan.apps.absent.module", "genkan.absent.module"])
def test_a_module_that_is_not_there_is_an_error(module: str) -> None:
    result = subprocess.run([sys.executable, "-m", "genkan.kit.bare", module], capture_output=True, text=True)
    assert result.returncode != 0
    assert "absent" in result.stderr
