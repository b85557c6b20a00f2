"""Running one module of a room with the rooms ajar."""

import subprocess
import sys

import pytest

APART = (
    "genkan.apps.export.drawer",
    "genkan.apps.export.writer",
    "genkan.apps.files.opener",
    "genkan.apps.files.reader",
    "genkan.evaluation.items.opener",
    "genkan.inquiry.importing.opener",
    "genkan.selection.documents.reader",
)


@pytest.mark.parametrize("module", APART)
def test_a_process_apart_imports_little_of_the_rooms_that_it_asks(module: str) -> None:
    told = (
        "import sys; from genkan.kit.bare import run_bare\n"
        f"sys.argv = ['bare', '{module}']\n"
        "try: run_bare(sys.argv[1])\n"
        "except BaseException: pass\n"
        "print(*{name.partition('.')[0] for name in sys.modules}, sep='\\n', file=sys.stderr)"
    )
    result = subprocess.run([sys.executable, "-c", told], input=b"", capture_output=True)
    loaded = set(result.stderr.decode().split())
    assert "genkan" in loaded
    assert loaded & {"sqlalchemy", "fastapi", "pydantic", "tantivy"} == set()


@pytest.mark.parametrize("module", ["genkan.apps.absent.module", "genkan.absent.module"])
def test_a_module_that_is_not_there_is_an_error(module: str) -> None:
    result = subprocess.run([sys.executable, "-m", "genkan.kit.bare", module], capture_output=True, text=True)
    assert result.returncode != 0
    assert "absent" in result.stderr


def test_a_front_door_gives_what_it_offers_and_nothing_else() -> None:
    """The name of an offer may be that of a file."""
    told = (
        "from genkan.kit import bare; import sys; sys.meta_path.insert(0, bare._Ajar())\n"
        "import genkan.knowledge; import genkan.knowledge.parse.reader; from genkan.knowledge import parse\n"
        "assert callable(parse), parse\n"
        "genkan.knowledge.nothing"
    )
    result = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True)
    assert "module 'genkan.knowledge' has no attribute 'nothing'" in result.stderr
