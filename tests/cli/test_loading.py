"""What a start loads: large libraries that serve only some deeds come with the first of these."""

import subprocess
import sys

SLOW = {"aiohttp", "alembic", "mako", "numpy"}
LOADED = (
    "import sys, genkan.cli.greeting, genkan.cli.server;"
    "print(*{name.partition('.')[0] for name in sys.modules}, sep='\\n')"
)


def test_a_start_loads_nothing_that_only_some_deeds_need() -> None:
    result = subprocess.run([sys.executable, "-c", LOADED], capture_output=True, text=True, check=True)
    loaded = set(result.stdout.split())
    assert {"fastapi", "sqlalchemy", "genkan"} <= loaded
    assert loaded & SLOW == set()


def test_the_help_loads_no_room_of_the_house() -> None:
    told = (
        "import sys; sys.argv = ['genkan', '--help']\n"
        "from genkan.__main__ import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "print(*{name.partition('.')[0] for name in sys.modules}, sep='\\n', file=sys.stderr)"
    )
    result = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    assert "people" in result.stdout
    assert set(result.stderr.split()) & {"sqlalchemy", "fastapi", "pydantic", "aiohttp"} == set()
